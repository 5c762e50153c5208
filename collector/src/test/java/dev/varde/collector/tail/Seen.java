package dev.varde.collector.tail;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.LogFact.LogMatched;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An outbox that keeps what was put and acknowledges when told.
final class Seen implements Outbox {
    private final List<Sighting> sightings = new CopyOnWriteArrayList<>();
    private final List<Runnable> waiting = new CopyOnWriteArrayList<>();

    @Override
    public void put(Sighting sighting) {
        sightings.add(sighting);
        Runnable acknowledged = sighting.acknowledged();
        if (acknowledged != null) {
            waiting.add(acknowledged);
        }
    }

    void acknowledgeAll() {
        List<Runnable> all = List.copyOf(waiting);
        waiting.removeAll(all);
        all.forEach(Runnable::run);
    }

    void forgetWaiting() {
        waiting.clear();
    }

    void acknowledgeFirst() {
        waiting.removeFirst().run();
    }

    List<LogMatched> matched() {
        return sightings.stream()
                .filter(s -> s.fact() instanceof LogMatched)
                .map(s -> (LogMatched) s.fact())
                .toList();
    }

    /// First lines of what matched.
    List<String> lines() {
        return matched().stream().map(m -> m.lines().getFirst()).toList();
    }

    List<String> ids() {
        return sightings.stream()
                .filter(s -> s.fact() instanceof LogMatched)
                .map(s -> s.id().value())
                .toList();
    }

    /// When what matched is said to have happened.
    List<Instant> times() {
        return sightings.stream()
                .filter(s -> s.fact() instanceof LogMatched)
                .map(Sighting::time)
                .toList();
    }

    List<BlindSpot> blindSpots() {
        return sightings.stream()
                .filter(s -> s.fact() instanceof BlindSpot)
                .map(s -> (BlindSpot) s.fact())
                .toList();
    }

    List<GapSeen> gaps() {
        return sightings.stream()
                .filter(s -> s.fact() instanceof GapSeen)
                .map(s -> (GapSeen) s.fact())
                .toList();
    }
}
