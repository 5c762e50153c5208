package dev.varde.collector.kernel;

import dev.varde.collector.KillCounts;
import dev.varde.collector.KillReport;
import dev.varde.collector.KillReports;
import dev.varde.collector.Outbox;
import dev.varde.collector.Owners;
import dev.varde.collector.kernel.KillSighting.Counted;
import dev.varde.collector.kernel.KillSighting.Logged;
import dev.varde.collector.kernel.KillSighting.Reported;
import dev.varde.collector.kernel.KillSighting.Rise;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Gathers what all sources say of kills for lack of memory and has one event made of each kill.
///
/// A thread of its own reads the kernel's count each second, and those of the services' cgroups
/// when it moved and every half minute.
public final class KillWatch implements KillReports, AutoCloseable {
    private static final RedactedLog LOG = RedactedLog.of(KillWatch.class);
    private static final long LOOK = Duration.ofSeconds(1).toNanos();
    private static final long BASELINE = Duration.ofSeconds(30).toNanos();

    /// Where it reads and keeps things.
    ///
    /// @param data folder for `kills.json`; must exist
    public record Place(String bootId, Path vmstat, Path data) {
        public static Place of(String bootId, Path data) {
            return new Place(bootId, Path.of("/proc/vmstat"), data);
        }
    }

    private final String bootId;
    private final Owners owners;
    private final KillCounts counts;
    private final Kills kills;
    private final KillMemory memory;
    private final KernelKillCount kernelCount;
    private final KillRises rises = new KillRises();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final Thread thread;
    private long counted;
    private long accounted;
    private long nextBaseline = System.nanoTime();
    private boolean closed;

    private KillWatch(Place place, Owners owners, KillCounts counts, Outbox outbox) {
        this.bootId = place.bootId();
        this.owners = owners;
        this.counts = counts;
        this.memory = new KillMemory(place.data());
        this.kernelCount = new KernelKillCount(place.vmstat());
        Optional<KillMemory.Known> known = memory.recall();
        Optional<KillMemory.Known> ofThisBoot = known.filter(k -> k.bootId().equals(bootId));
        this.kills =
                new Kills(bootId, ofThisBoot.map(KillMemory.Known::told).orElse(List.of()), outbox);
        long now = kernelCount.now().orElse(0);
        this.counted =
                ofThisBoot.map(KillMemory.Known::counted).orElse(known.isPresent() ? 0 : now);
        this.accounted = counted;
        this.thread = Thread.ofPlatform().daemon().name("varde-kills").unstarted(this::run);
    }

    /// @param counts of the services' cgroups
    public static KillWatch start(Place place, Owners owners, KillCounts counts, Outbox outbox) {
        KillWatch watch = new KillWatch(place, owners, counts, outbox);
        watch.thread.start();
        return watch;
    }

    /// Which service a line of the kernel is about was found by who read it.
    void logged(Logged line) {
        locked(() -> kills.hear(line, System.nanoTime()));
    }

    @Override
    public void reported(KillReport report) {
        ServiceName service = service(report).orElse(null);
        OomScope scope = limited(report, service) ? OomScope.CGROUP : OomScope.GLOBAL;
        locked(() -> kills.hear(new Reported(report, service, scope), System.nanoTime()));
    }

    private Optional<ServiceName> service(KillReport r) {
        Integer pid = r.pid();
        String unit = r.unit();
        Optional<ServiceName> byProcess = owners.ownerOf(pid == null ? 0 : pid, r.cgroup());
        return byProcess.isPresent() || unit == null ? byProcess : owners.ownerOfUnit(unit);
    }

    /// Only the kernel kills for the limit of one cgroup.
    private boolean limited(KillReport r, @Nullable ServiceName service) {
        return switch (r.killer()) {
            case KERNEL ->
                    counts.killCounts().stream()
                            .anyMatch(c -> c.service().equals(service) && c.limited());
            case SYSTEMD_OOMD, EARLYOOM -> false;
        };
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        lock.lock();
        try {
            while (!closed) {
                lookSafely();
                long _ = woken.awaitNanos(pause());
            }
        } catch (InterruptedException closing) {
            LOG.debug("no longer watching for kills");
        } finally {
            lock.unlock();
        }
    }

    private long pause() {
        OptionalLong deadline = kills.deadline();
        long left = deadline.isEmpty() ? LOOK : deadline.getAsLong() - System.nanoTime();
        return Math.clamp(left, 1_000_000, LOOK);
    }

    private void lookSafely() {
        try {
            look(System.nanoTime());
        } catch (RuntimeException broken) {
            LOG.error("the counts of kills could not be read; trying again", broken);
        }
    }

    private void look(long now) {
        long total = Math.max(counted, kernelCount.now().orElse(counted));
        long more = total - counted;
        if (more > 0 || now - nextBaseline >= 0) {
            nextBaseline = now + BASELINE;
            List<Rise> risen = rises.since(counts.killCounts());
            if (more > 0) {
                kills.hear(new Counted(total, more, risen, Instant.now()), now);
            }
        }
        counted = total;
        kills.settle(now);
        save();
    }

    private void save() {
        accounted = kills.deadline().isEmpty() ? counted : accounted;
        memory.save(new KillMemory.Known(bootId, accounted, kills.told()));
    }

    /// What somebody named is told now; what was only counted is counted again by the next run.
    @Override
    public void close() {
        locked(() -> {
            if (!closed) {
                closed = true;
                kills.end(System.nanoTime());
                save();
            }
        });
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
