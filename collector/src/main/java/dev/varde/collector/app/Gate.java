package dev.varde.collector.app;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.KernelFact;
import dev.varde.events.LogFact;
import dev.varde.events.OrderFact;
import dev.varde.events.ProcessFact;
import dev.varde.events.ResourceFact;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact;
import dev.varde.events.wire.Types;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Where everything that was seen passes on its way to the outbox.
///
/// What a look under way still says of a service that is no longer watched ends here, so that no
/// event of it comes after the one that says so; what became of an order passes always. A source
/// that cannot be read is told once, and once more when it can be read again.
final class Gate implements Outbox {
    private static final int MOST_BLIND = 1_000;

    private final Outbox outbox;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> blind = new LinkedHashSet<>();
    private final Map<String, Long> counts = new HashMap<>();
    private Set<ServiceName> watched;

    Gate(Outbox outbox, List<ServiceName> watched) {
        this.outbox = outbox;
        this.watched = Set.copyOf(watched);
    }

    @Override
    public void put(Sighting sighting) {
        Runnable acknowledged = sighting.acknowledged();
        if (!let(sighting) && acknowledged != null) {
            acknowledged.run();
        }
    }

    private boolean let(Sighting sighting) {
        lock.lock();
        try {
            boolean passes = passes(sighting);
            if (passes) {
                counts.merge(Types.of(sighting.fact()), 1L, Long::sum);
                outbox.put(sighting);
            }
            return passes;
        } finally {
            lock.unlock();
        }
    }

    private boolean passes(Sighting sighting) {
        return switch (sighting.fact()) {
            case OrderFact _ -> true;
            case BlindSpot f -> blind.size() < MOST_BLIND && blind.add(f.source());
            case BlindSpotCured f -> blind.remove(f.source());
            case CollectorFact _,
                    HealthFact _,
                    KernelFact _,
                    LogFact _,
                    ProcessFact _,
                    ResourceFact _,
                    UnitFact _,
                    Fact.Unknown _ ->
                    sighting.service() == null || watched.contains(sighting.service());
        };
    }

    /// Lets these services through from now on.
    ///
    /// @param said put after all of the services before and before all of these
    void admit(List<ServiceName> services, List<Sighting> said) {
        lock.lock();
        try {
            watched = new HashSet<>(services);
            said.forEach(outbox::put);
        } finally {
            lock.unlock();
        }
    }

    /// How many passed, by type on the wire.
    Map<String, Long> counts() {
        lock.lock();
        try {
            return Map.copyOf(counts);
        } finally {
            lock.unlock();
        }
    }

    /// The sources that cannot be read.
    List<String> blindSpots() {
        lock.lock();
        try {
            return List.copyOf(blind);
        } finally {
            lock.unlock();
        }
    }
}
