package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.Ticker;
import dev.varde.events.Fact;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Looks at what runs out, on the ticker's schedule: the host's memory every 10 seconds, each
/// service's every 5, file systems every 30, units every 5 and after each death.
final class Samples {
    private static final Logger LOG = Logger.getLogger(Samples.class);

    private static final long GRAIN = Duration.ofMillis(100).toNanos();
    private static final List<Duration> AFTER_DEATH =
            List.of(Duration.ZERO, Duration.ofMillis(300), Duration.ofMillis(1_500));

    private final String bootId;
    private final Outbox outbox;
    private volatile List<Service> services;
    private final HostMemory host = new HostMemory(Proc.ROOT);
    private final ServiceMemory memory;
    private final Optional<Disks> disks;
    private final UnitWatch units;
    private final ExecutorService threads;
    private final AtomicBoolean disksBusy = new AtomicBoolean();
    private final AtomicBoolean unitsBusy = new AtomicBoolean();
    private final NavigableSet<Long> later = new ConcurrentSkipListSet<>();
    private final AtomicBoolean following = new AtomicBoolean();
    private volatile boolean closed;

    Samples(
            String bootId,
            Outbox outbox,
            List<Service> services,
            ServiceMemory memory,
            Optional<Disks> disks,
            UnitWatch units,
            ExecutorService threads) {
        this.bootId = bootId;
        this.outbox = outbox;
        this.services = List.copyOf(services);
        this.memory = memory;
        this.disks = disks;
        this.units = units;
        this.threads = threads;
    }

    /// Looks at these services from now on.
    void reconfigure(List<Service> next) {
        services = List.copyOf(next);
        disks.ifPresent(d -> d.reconfigure(next));
        units.reconfigure(next);
    }

    void schedule(Ticker ticker) {
        ticker.every("host-memory", Duration.ofSeconds(10), this::host);
        ticker.every("service-memory", Duration.ofSeconds(5), this::memory);
        ticker.every("disks", Duration.ofSeconds(30), this::disks);
        ticker.every("units", Duration.ofSeconds(5), this::units);
    }

    void host() {
        host.sample().ifPresent(fact -> put("host-memory", null, fact));
    }

    void memory() {
        for (Service service : services) {
            ServiceName name = service.name();
            memory.sample(name).ifPresent(fact -> put("memory", name, fact));
        }
    }

    /// On a thread of its own, because a dead network file system hangs for ever; while one look
    /// hangs no other is begun.
    void disks() {
        if (!closed && disks.isPresent() && disksBusy.compareAndSet(false, true)) {
            Thread.ofPlatform()
                    .daemon()
                    .name("varde-disks")
                    .start(() -> {
                        try {
                            disks.get().sample().forEach(d -> put("disk:" + d.mount(), null, d));
                        } finally {
                            disksBusy.set(false);
                        }
                    });
        }
    }

    void units() {
        if (closed || !units.any() || !unitsBusy.compareAndSet(false, true)) {
            return;
        }
        try {
            threads.execute(this::lookAtUnits);
        } catch (RejectedExecutionException closing) {
            unitsBusy.set(false);
        }
    }

    /// Asks systemd now, for at most ten seconds, so that main processes are known from the start.
    void unitsFirst() {
        if (units.any() && unitsBusy.compareAndSet(false, true)) {
            lookAtUnits();
        }
    }

    private void lookAtUnits() {
        if (closed) {
            return;
        }
        try {
            units.look();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            LOG.error("the units could not be looked at", broken);
        } finally {
            unitsBusy.set(false);
        }
    }

    /// A process of the service ended: its unit has something to say, now or once the manager has
    /// collected it.
    void ended(ServiceName service) {
        if (!units.concerns(service)) {
            return;
        }
        long now = System.nanoTime();
        AFTER_DEATH.forEach(after -> later.add((now + after.toNanos()) / GRAIN));
        if (!closed && following.compareAndSet(false, true)) {
            Thread.ofVirtual().name("varde-units").start(this::follow);
        }
    }

    /// Makes the looks that are due after deaths; several deaths share them.
    private void follow() {
        try {
            do {
                for (Long due = later.pollFirst(); due != null; due = later.pollFirst()) {
                    Thread.sleep(Duration.ofNanos(Math.max(0, due * GRAIN - System.nanoTime())));
                    lookAtUnits();
                }
                following.set(false);
            } while (!later.isEmpty() && !closed && following.compareAndSet(false, true));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(String what, @Nullable ServiceName service, Fact fact) {
        if (!closed) {
            Instant now = Instant.now();
            var id = Ids.of(bootId, what, now.toEpochMilli(), service == null ? "" : service);
            outbox.put(new Sighting(id, now, service, fact));
        }
    }

    void close() {
        closed = true;
    }
}
