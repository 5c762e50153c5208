package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.CgroupUse;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one service uses, looked at every second and sent when it is news.
///
/// A glance costs nothing, since the census has the figures: memory and threads. The whole look
/// reads files of each process, so it is made when the glance shows news, and every fifteen
/// seconds.
final class ServiceUse {
    private static final long WHOLE = Duration.ofSeconds(15).toNanos();
    private static final double LEAST_BYTES = 4 << 20;
    private static final double LEAST_COUNT = 10;
    private static final double LEAST_PROCESSES = 5;

    private final ServiceName service;
    private final ServiceMemory memory;
    private final Cadence glances = new Cadence();
    private final Cadence samples = new Cadence();
    private ServiceMemory.@Nullable Glance quiet;
    private @Nullable Long limit;
    private long looked;

    ServiceUse(ServiceName service, ServiceMemory memory) {
        this.service = service;
        this.memory = memory;
    }

    ServiceName service() {
        return service;
    }

    /// The sample to send now, if there is one. A service that has no processes has none, and its
    /// next is told at once.
    Optional<ServiceMemorySampled> look(long nanos) {
        ServiceMemory.Glance glance = memory.glance(service);
        if (glance.processes() == 0) {
            glances.forget();
            samples.forget();
            return Optional.empty();
        }
        boolean news = glances.due(nanos) || hasMoved(glance);
        if (!news && nanos - looked < WHOLE) {
            return Optional.empty();
        }
        looked = nanos;
        Optional<ServiceMemorySampled> sample =
                memory.sample(service).filter(s -> news || samples.moved(gauges(s)));
        sample.ifPresent(s -> {
            limit = s.limit();
            quiet = null;
            glances.sent(gauges(glance), nanos);
            samples.sent(gauges(s), nanos);
        });
        return sample;
    }

    /// What was no news a second ago is none now.
    private boolean hasMoved(ServiceMemory.Glance glance) {
        if (glance.equals(quiet)) {
            return false;
        }
        boolean moved = glances.moved(gauges(glance));
        quiet = moved ? null : glance;
        return moved;
    }

    private List<Gauge> gauges(ServiceMemory.Glance g) {
        return List.of(
                bytes(g.resident(), limit),
                Gauge.open(g.threads(), LEAST_COUNT),
                Gauge.open(g.processes(), LEAST_PROCESSES));
    }

    private static List<Gauge> gauges(ServiceMemorySampled s) {
        CgroupUse group = s.cgroup();
        List<Gauge> gauges = new ArrayList<>();
        gauges.add(bytes(s.resident(), s.limit()));
        gauges.add(Gauge.open((double) s.swap(), LEAST_BYTES));
        gauges.add(count(s.descriptors(), s.descriptorLimit()));
        gauges.add(bytes(group == null ? null : group.memory(), s.limit()));
        gauges.add(
                count(
                        group == null ? null : group.tasks(),
                        group == null ? null : group.taskLimit()));
        gauges.addAll(Stalls.gauges(group == null ? null : group.pressure()));
        return gauges;
    }

    private static Gauge bytes(@Nullable Long used, @Nullable Long limit) {
        return gauge(used, limit, LEAST_BYTES);
    }

    private static Gauge count(@Nullable Number used, @Nullable Long limit) {
        return gauge(used, limit, LEAST_COUNT);
    }

    private static Gauge gauge(@Nullable Number used, @Nullable Long limit, double least) {
        double value = used == null ? 0 : used.doubleValue();
        return limit == null || limit <= 0
                ? Gauge.open(value, least)
                : Gauge.used(value, (double) limit);
    }
}
