package dev.varde.collector.order;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.Fact;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An outbox that keeps what was put.
final class FactsSeen implements Outbox {
    private final List<Sighting> sightings = new CopyOnWriteArrayList<>();

    @Override
    public void put(Sighting sighting) {
        sightings.add(sighting);
    }

    <F extends Fact> List<F> of(Class<F> kind) {
        return sightings.stream()
                .map(Sighting::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    List<Sighting> all() {
        return List.copyOf(sightings);
    }
}
