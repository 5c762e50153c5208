package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.Ticker;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.Fact;
import dev.varde.events.ResourceFact;
import dev.varde.events.ResourceFact.HostPressureSampled;
import dev.varde.events.ResourceFact.Pressure;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at what runs out, on the ticker's schedule: memory of the host and of each service and the
/// clock every second, pressure every 2, file systems every 5, the kernel's limits every 10, units
/// every 5 and after each death. What is sent of it is what a [Cadence] finds to be news.
final class Samples {
    private static final RedactedLog LOG = RedactedLog.of(Samples.class);

    private static final long GRAIN = Duration.ofMillis(100).toNanos();
    private static final Duration SOON = Duration.ofMillis(500);
    private static final List<Duration> AFTER_DEATH =
            List.of(Duration.ZERO, Duration.ofMillis(300), Duration.ofMillis(1_500));

    private final String bootId;
    private final Outbox outbox;
    private volatile RedFlags flags;
    private final ServiceMemory memory;
    private final HostMemory host = new HostMemory(Proc.ROOT);
    private final Stalls stalls = new Stalls(Proc.ROOT + "/pressure/");
    private final HostLimits limits = new HostLimits(Proc.ROOT);
    private final HostClocks clocks = new HostClocks(Proc.ROOT);
    private final ClockWatch clock = new ClockWatch();
    private final Cadence hostCadence = new Cadence();
    private final Cadence pressureCadence = new Cadence();
    private final Cadence limitsCadence = new Cadence();
    private volatile List<ServiceUse> uses;
    private long seconds;
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
            RedFlags flags,
            ServiceMemory memory,
            Optional<Disks> disks,
            UnitWatch units,
            ExecutorService threads) {
        this.bootId = bootId;
        this.outbox = outbox;
        this.flags = flags;
        this.memory = memory;
        this.uses = uses(services, List.of());
        this.disks = disks;
        this.units = units;
        this.threads = threads;
    }

    /// Looks at these services from now on, and more closely beyond these flags.
    void reconfigure(List<Service> next, RedFlags red) {
        flags = red;
        uses = uses(next, uses);
        disks.ifPresent(d -> d.reconfigure(next));
        units.reconfigure(next);
    }

    private List<ServiceUse> uses(List<Service> services, List<ServiceUse> present) {
        Map<ServiceName, ServiceUse> known =
                present.stream().collect(Collectors.toMap(ServiceUse::service, use -> use));
        return services.stream()
                .map(Service::name)
                .map(s -> known.containsKey(s) ? known.get(s) : new ServiceUse(s, memory))
                .toList();
    }

    void schedule(Ticker ticker) {
        ticker.every("samples", Duration.ofSeconds(1), this::second);
        ticker.every("units", Duration.ofSeconds(5), this::units);
    }

    /// What is due this second, all on one wake-up; what fails takes nothing else with it.
    void second() {
        long second = seconds++;
        each(second, 1, this::host);
        each(second, 1, this::memory);
        each(second, 1, this::clock);
        each(second, 2, this::pressure);
        each(second, 5, this::disks);
        each(second, 10, this::limits);
    }

    private static void each(long second, int seconds, Runnable look) {
        if (second % seconds != 0) {
            return;
        }
        try {
            look.run();
        } catch (RuntimeException broken) {
            LOG.error("a sample could not be taken; trying again", broken);
        }
    }

    void host() {
        host.sample()
                .filter(s ->
                        hostCadence.worth(
                                HostMemory.gauges(s, flags.memoryAvailable()), System.nanoTime()))
                .ifPresent(fact -> put("host-memory", null, fact, hostCadence.crossed()));
    }

    void memory() {
        long now = System.nanoTime();
        for (ServiceUse use : uses) {
            use.look(now).ifPresent(fact -> put("memory", use.service(), fact));
        }
    }

    /// Nothing where the kernel keeps no account of it.
    void pressure() {
        Pressure now = stalls.read();
        boolean told = now.cpu() != null || now.memory() != null || now.io() != null;
        if (told && pressureCadence.worth(Stalls.gauges(now), System.nanoTime())) {
            put("pressure", null, new HostPressureSampled(now));
        }
    }

    void limits() {
        limits.sample()
                .filter(s -> limitsCadence.worth(HostLimits.gauges(s), System.nanoTime()))
                .ifPresent(fact -> put("limits", null, fact));
    }

    void clock() {
        clocks.read().flatMap(clock::look).ifPresent(fact -> put("clock", null, fact));
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
                            disks.get()
                                    .news(flags.diskUsed(), System.nanoTime())
                                    .forEach(d -> put("disk:" + d.mount(), null, d));
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
        beginFollowing();
    }

    /// The journal told of a unit: asks once for what comes within half a second.
    void unitSpoke() {
        if (units.any()) {
            long now = System.nanoTime();
            long halves = SOON.toNanos() / GRAIN;
            later.add((now / GRAIN / halves + 1) * halves);
            beginFollowing();
        }
    }

    private void beginFollowing() {
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
        put(what, service, fact, !(fact instanceof ResourceFact));
    }

    /// @param atOnce whether it may not wait for others
    private void put(String what, @Nullable ServiceName service, Fact fact, boolean atOnce) {
        if (!closed) {
            Instant now = Instant.now();
            var id = Ids.of(bootId, what, now.toEpochMilli(), service == null ? "" : service);
            Sighting seen = new Sighting(id, now, service, fact);
            outbox.put(atOnce ? seen : seen.unhurried());
        }
    }

    void close() {
        closed = true;
    }
}
