package dev.varde.console.view;

import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a host's collector cannot read, by source. Of a bounded number of sources: one that is
/// blind takes the place of the one that was cured longest ago.
final class Sight {
    private static final int MOST = 256;
    private static final Duration AROUND_START = Duration.ofSeconds(10);

    private final Map<String, Latest<CollectorFact>> sources = new TreeMap<>();

    void lost(BlindSpot spot, Instant time) {
        if (!sources.containsKey(spot.source()) && sources.size() >= MOST) {
            forgetOneCured();
        }
        offer(spot.source(), spot, time);
    }

    void cured(BlindSpotCured cured, Instant time) {
        offer(cured.source(), cured, time);
    }

    private void offer(String source, CollectorFact fact, Instant time) {
        if (sources.containsKey(source) || sources.size() < MOST) {
            sources.computeIfAbsent(source, _ -> new Latest<>()).offer(fact, time);
        }
    }

    private void forgetOneCured() {
        sources.entrySet().stream()
                .filter(e ->
                        e.getValue().get().filter(BlindSpotCured.class::isInstance).isPresent())
                .min(Comparator.comparing(e -> e.getValue().time()))
                .map(Map.Entry::getKey)
                .ifPresent(sources::remove);
    }

    /// Those that last, the oldest first. They are told again around each start of a collector;
    /// those of an earlier run no longer count.
    ///
    /// @param started when the present run began; [Instant#MIN] when nobody knows
    List<HostView.BlindSpot> view(Instant started, int most) {
        return sources.values().stream()
                .filter(l -> !l.time().plus(AROUND_START).isBefore(started))
                .sorted(Comparator.comparing(Latest::time))
                .flatMap(l -> l.get().stream())
                .filter(BlindSpot.class::isInstance)
                .map(BlindSpot.class::cast)
                .limit(most)
                .map(b ->
                        new HostView.BlindSpot(
                                Shown.line(b.source()),
                                Shown.line(b.reason()),
                                Shown.line(b.remedy())))
                .toList();
    }
}
