package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.Fact;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// An outbox that keeps what it was given.
public final class Seen implements Outbox {
    private final List<Sighting> sightings = new CopyOnWriteArrayList<>();

    @Override
    public void put(Sighting sighting) {
        sightings.add(sighting);
    }

    public List<Sighting> all() {
        return List.copyOf(sightings);
    }

    public <T extends Fact> List<T> facts(Class<T> type) {
        return sightings.stream()
                .map(Sighting::fact)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /// The first fact of the kind that passes the test; waits for it for ten seconds.
    public <T extends Fact> T await(Class<T> type, Predicate<T> test) {
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(10))
                .until(() -> facts(type).stream().filter(test).findFirst(), o -> o.isPresent())
                .orElseThrow();
    }

    public <T extends Fact> T await(Class<T> type) {
        return await(type, _ -> true);
    }
}
