package dev.varde.console.view;

import dev.varde.events.Incident.MemoryPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/// The memory of one instance over the last quarter of an hour: at most 181 points, five seconds
/// apart. Of two points in the same five seconds the later is kept.
final class MemoryTrack {
    static final Duration SPAN = Duration.ofMinutes(15);
    private static final long APART = 5;

    private final TreeMap<Long, MemoryPoint> points = new TreeMap<>();

    void add(Instant time, long resident) {
        points.merge(
                time.getEpochSecond() / APART,
                new MemoryPoint(time, resident),
                (a, b) -> b.time().isBefore(a.time()) ? a : b);
        long oldest = points.lastKey() - SPAN.toSeconds() / APART;
        points.headMap(oldest).clear();
    }

    List<MemoryPoint> points() {
        return List.copyOf(points.values());
    }
}
