package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.Incident.MemoryPoint;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service's memory over time, thinned: when the curve is full, every second point of its older
/// half goes, so that it reaches far back and stays sharp at the end.
///
/// @param last the newest sample that made a point
public record Memory(List<MemoryPoint> curve, @Nullable Seen<ServiceMemorySampled> last) {
    static final Memory NONE = new Memory(List.of(), null);

    private static final Duration APART = Duration.ofSeconds(10);
    private static final double NEWS = 0.05;

    public Memory {
        curve = List.copyOf(curve);
    }

    Memory sampled(HostEvent event, ServiceMemorySampled fact) {
        if (!curve.isEmpty() && dull(curve.getLast(), event, fact)) {
            return this;
        }
        List<MemoryPoint> all = new ArrayList<>(curve);
        all.add(new MemoryPoint(event.time(), fact.resident()));
        return new Memory(
                all.size() > Bounds.MEMORY_POINTS ? thin(all) : all, Seen.of(event, fact));
    }

    private static boolean dull(MemoryPoint last, HostEvent event, ServiceMemorySampled fact) {
        return event.time().isBefore(last.time().plus(APART))
                && Math.abs(fact.resident() - last.resident()) <= NEWS * last.resident();
    }

    private static List<MemoryPoint> thin(List<MemoryPoint> points) {
        int half = points.size() / 2;
        List<MemoryPoint> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i >= half || i % 2 == 0) {
                kept.add(points.get(i));
            }
        }
        return kept;
    }
}
