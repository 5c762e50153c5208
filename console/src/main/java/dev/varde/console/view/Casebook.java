package dev.varde.console.view;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Incidents and what was sent about them: all that are open, the newest [#MOST_PAST] that are
/// over, and at most [#MOST_DELIVERIES] deliveries of each.
final class Casebook {
    static final int MOST_PAST = 500;
    static final int MOST_DELIVERIES = 200;
    private static final int MOST_LEDGERS = 5_000;

    private final Map<IncidentId, Incident> incidents = new HashMap<>();
    private final Map<IncidentId, Map<DeliveryId, Delivery>> ledgers = new LinkedHashMap<>();

    void see(Incident incident) {
        incidents.merge(incident.id(), incident, (a, b) -> b.revision() >= a.revision() ? b : a);
        if (incident.closed()) {
            bound();
        }
    }

    void forget(IncidentId id) {
        incidents.remove(id);
        ledgers.remove(id);
    }

    private void bound() {
        List<Incident> past = incidents.values().stream().filter(Incident::closed).toList();
        if (past.size() > MOST_PAST) {
            past.stream()
                    .min(Comparator.comparing(i -> i.times().opened()))
                    .ifPresent(i -> forget(i.id()));
        }
    }

    void see(Delivery delivery) {
        Map<DeliveryId, Delivery> ledger =
                ledgers.computeIfAbsent(delivery.incident(), _ -> new LinkedHashMap<>());
        ledger.put(delivery.id(), delivery);
        dropOldest(ledger, MOST_DELIVERIES);
        dropOldest(ledgers, MOST_LEDGERS);
    }

    private static void dropOldest(Map<?, ?> map, int most) {
        if (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }

    Optional<Incident> incident(IncidentId id) {
        return Optional.ofNullable(incidents.get(id));
    }

    /// In the order they were intended.
    List<Delivery> deliveries(IncidentId id) {
        return ledgers.getOrDefault(id, Map.of()).values().stream()
                .sorted(Comparator.comparing(Delivery::intended))
                .toList();
    }

    /// Those that fit, the newest first.
    List<Delivery> deliveries(DeliveryQuery query) {
        return ledgers.values().stream()
                .flatMap(ledger -> ledger.values().stream())
                .filter(query)
                .sorted(DeliveryQuery.NEWEST_FIRST)
                .toList();
    }

    Optional<Delivery> delivery(DeliveryId id) {
        return ledgers.values().stream()
                .flatMap(ledger -> Stream.ofNullable(ledger.get(id)))
                .findFirst();
    }

    /// Open ones, the worst and newest first.
    List<Incident> open() {
        return incidents.values().stream()
                .filter(i -> !i.closed())
                .sorted(
                        Comparator.comparing(Incident::severity)
                                .reversed()
                                .thenComparing(Casebook::opened, Comparator.reverseOrder()))
                .toList();
    }

    /// Those that are over, the newest first.
    List<Incident> past() {
        return incidents.values().stream()
                .filter(Incident::closed)
                .sorted(Comparator.comparing(Casebook::opened).reversed())
                .toList();
    }

    private static Instant opened(Incident incident) {
        return incident.times().opened();
    }
}
