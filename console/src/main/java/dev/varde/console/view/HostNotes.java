package dev.varde.console.view;

import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.CollectorStopped;
import dev.varde.events.CollectorFact.ConfigurationRejected;
import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.Fact;
import dev.varde.events.HostName;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of one host.
final class HostNotes {
    private static final int MOST = 32;

    private final HostName host;
    private final Latest<CollectorStarted> started = new Latest<>();
    private final Latest<CollectorStopped> stopped = new Latest<>();
    private final Latest<Heartbeat> heartbeat = new Latest<>();
    private final Latest<HostMemorySampled> memory = new Latest<>();
    private final Map<String, Latest<DiskSampled>> disks = new TreeMap<>();
    private final Sight sight = new Sight();
    private final Latest<List<ServiceName>> watched = new Latest<>();
    private final Latest<Map<String, String>> labels = new Latest<>();
    private final Latest<CollectorFact> configuration = new Latest<>();
    private Instant lastSeen = Instant.MIN;

    HostNotes(HostName host) {
        this.host = host;
    }

    void heard(Instant at) {
        lastSeen = at.isAfter(lastSeen) ? at : lastSeen;
    }

    void see(Fact fact, Instant time) {
        switch (fact) {
            case CollectorStarted f -> {
                started.offer(f, time);
                watches(f.services(), f.labels(), time);
            }
            case ConfigurationTaken f -> {
                configuration.offer(f, time);
                watches(f.services(), f.labels(), time);
            }
            case ConfigurationRejected f -> configuration.offer(f, time);
            case CollectorStopped f -> stopped.offer(f, time);
            case Heartbeat f -> heartbeat.offer(f, time);
            case HostMemorySampled f -> memory.offer(f, time);
            case DiskSampled f -> bounded(disks, f.mount()).offer(f, time);
            case CollectorFact.BlindSpot f -> sight.lost(f, time);
            case CollectorFact.BlindSpotCured f -> sight.cured(f, time);
            default -> {
                // Every other fact says only that the host lives.
            }
        }
    }

    private static <T> Latest<T> bounded(Map<String, Latest<T>> all, String key) {
        if (!all.containsKey(key) && all.size() >= MOST) {
            return new Latest<>();
        }
        return all.computeIfAbsent(key, _ -> new Latest<>());
    }

    private void watches(List<ServiceName> services, Map<String, String> told, Instant time) {
        watched.offer(services, time);
        labels.offer(told, time);
    }

    /// The services the newest collector start or configuration named; none when none was read.
    List<ServiceName> watched() {
        return watched.get().orElse(List.of());
    }

    Instant watchedSince() {
        return watched.time();
    }

    boolean silent(Instant now, Duration silence) {
        return !hasStopped() && lastSeen.plus(silence).isBefore(now);
    }

    boolean hasStopped() {
        return stopped.get().isPresent()
                && stopped.time().isAfter(started.time())
                && stopped.time().isAfter(heartbeat.time());
    }

    HostView view(Instant now, Duration silence) {
        return new HostView(
                Shown.line(host.value()),
                lastSeen,
                silent(now, silence),
                hasStopped() ? stopped.get().map(s -> Shown.line(s.reason())).orElse(null) : null,
                about(),
                memoryView(),
                disks.values().stream()
                        .flatMap(d -> d.get().stream())
                        .map(HostNotes::disk)
                        .toList(),
                sight.view(started.time(), MOST),
                refused(),
                heartbeat.get().map(HostNotes::collector).orElse(null));
    }

    private HostView.@Nullable About about() {
        return started.get()
                .map(s ->
                        new HostView.About(
                                Shown.line(s.kernel()),
                                s.processors(),
                                Shown.line(s.version()),
                                Shown.labels(labels.get().orElse(s.labels()))))
                .orElse(null);
    }

    private HostView.@Nullable Memory memoryView() {
        return memory.get()
                .map(m ->
                        new HostView.Memory(m.total(), m.available(), m.swapTotal(), m.swapFree()))
                .orElse(null);
    }

    /// Why the newest configuration file is not in force; a start has read it, or there is no
    /// start.
    private List<String> refused() {
        return configuration
                .get()
                .filter(_ -> configuration.time().isAfter(started.time()))
                .map(newest ->
                        newest instanceof ConfigurationRejected r
                                ? r.problems()
                                : List.<String>of())
                .orElse(List.of())
                .stream()
                .limit(MOST)
                .map(Shown::line)
                .toList();
    }

    private static HostView.Disk disk(DiskSampled d) {
        return new HostView.Disk(Shown.line(d.mount()), d.used(), d.available(), d.readOnly());
    }

    private static HostView.Collector collector(Heartbeat h) {
        return new HostView.Collector(h.uptime(), h.resident(), h.spooled(), h.dropped());
    }
}
