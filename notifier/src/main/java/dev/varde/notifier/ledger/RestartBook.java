package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderId;
import dev.varde.notifier.restart.Past;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the ledger says about restarts: ordered, planned, declined, and when people said resume.
final class RestartBook {
    static final String CHANNEL = "restart";
    static final String ORDERED = "restart.ordered";
    static final String DECLINED = "restart.declined";

    private final Map<DeliveryId, Order> orders = new LinkedHashMap<>();
    private final Map<IncidentId, Delivery> planned = new HashMap<>();
    private final Map<IncidentId, Instant> declined = new HashMap<>();
    private final Map<String, Instant> resumed = new HashMap<>();

    private record Order(OrderId id, IncidentId incident, String instance, Instant at) {}

    void apply(Delivery d) {
        if (!d.channel().equals(CHANNEL)) {
            return;
        }
        if (d.type().equals(DECLINED)) {
            declined.merge(d.incident(), d.intended(), RestartBook::later);
            return;
        }
        planned.remove(d.incident());
        if (d.state() == Delivery.State.INTENDED) {
            planned.put(d.incident(), d);
        } else if (d.state() == Delivery.State.DELIVERED && d.order() != null) {
            orders.put(d.id(), new Order(d.order(), d.incident(), d.subject(), d.intended()));
        }
    }

    void apply(OperatorWord word) {
        if (word instanceof OperatorWord.Resume r) {
            resumed.merge(r.service() + "@" + r.host(), r.at(), RestartBook::later);
        }
    }

    Past past(Incident incident) {
        String instance = incident.subject();
        Instant since = resumed.getOrDefault(instance, Instant.MIN);
        List<Instant> ofInstance =
                orders.values().stream()
                        .filter(o -> o.instance().equals(instance) && o.at().isAfter(since))
                        .map(Order::at)
                        .sorted()
                        .toList();
        List<Past.Ordered> ofIncident =
                orders.values().stream()
                        .filter(o -> o.incident().equals(incident.id()))
                        .map(o -> new Past.Ordered(o.id(), o.at()))
                        .sorted(Comparator.comparing(Past.Ordered::at))
                        .toList();
        return new Past(ofInstance, ofIncident, declined.get(incident.id()), resumed.get(instance));
    }

    /// A restart that was announced for later.
    Optional<Delivery> planned(IncidentId incident) {
        return Optional.ofNullable(planned.get(incident));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
