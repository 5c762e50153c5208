package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.restart.RestartDecision;
import dev.varde.notifier.restart.RestartRules;
import dev.varde.notifier.text.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Restart orders and refusals as records. Ids are made of the incident and the number of the
/// restart, so that an order written twice is one order to the collector.
final class RestartPapers {
    private static final String VARDE = "varde";

    private RestartPapers() {}

    /// An order and its entry in the ledger, which are written in one transaction.
    record Order(Delivery delivery, RestartOrder order) {}

    static Order byVarde(Incident incident, int number, String reason, Instant now) {
        String key = Digest.plain(incident.id().value()) + "/restart-" + number;
        OrderId id = new OrderId(key);
        RestartOrder order =
                new RestartOrder(
                        id,
                        incident.host(),
                        java.util.Objects.requireNonNull(incident.service()),
                        incident.id(),
                        number,
                        now,
                        now.plus(RestartRules.EXPIRES),
                        VARDE);
        return new Order(
                entry(incident, key, Delivery.State.DELIVERED, reason, now, null, id), order);
    }

    /// @param stale asked for too long ago: only held back in the ledger
    static Order byOperator(OperatorWord.RestartNow w, int number, Instant now, boolean stale) {
        String instance = w.service() + "@" + w.host();
        OrderId id = new OrderId("now-" + Digest.of(instance + "/" + w.at()));
        IncidentId incident = w.incident() == null ? new IncidentId("operator") : w.incident();
        Delivery delivery =
                new Delivery(
                        new DeliveryId(id.value()),
                        incident,
                        1,
                        RestartBook.CHANNEL,
                        RestartBook.CHANNEL,
                        RestartBook.ORDERED,
                        stale ? Delivery.State.HELD_BACK : Delivery.State.DELIVERED,
                        stale ? "asked for more than five minutes ago" : "asked for by " + w.by(),
                        now,
                        null,
                        stale ? List.of() : written(now),
                        id,
                        instance);
        Instant expires = now.plus(RestartRules.EXPIRES);
        return new Order(
                delivery,
                new RestartOrder(
                        id, w.host(), w.service(), w.incident(), number, now, expires, w.by()));
    }

    static Delivery planned(Incident incident, RestartDecision.Wait wait, Instant now) {
        String key = Digest.plain(incident.id().value()) + "/restart-" + wait.number();
        return entry(
                incident, key, Delivery.State.INTENDED, wait.reason(), now, wait.until(), null);
    }

    static Delivery takenBack(Delivery planned, String reason) {
        return Deliveries.ended(planned, Delivery.State.SUPERSEDED, reason);
    }

    static Delivery declined(Incident incident, String reason, Instant now) {
        return new Delivery(
                new DeliveryId(Digest.plain(incident.id().value()) + "/restart-declined"),
                incident.id(),
                incident.revision(),
                RestartBook.CHANNEL,
                RestartBook.CHANNEL,
                RestartBook.DECLINED,
                Delivery.State.HELD_BACK,
                reason,
                now,
                null,
                List.of(),
                null,
                incident.subject());
    }

    static OperatorWord word(Incident incident, String reason, Instant now) {
        return new OperatorWord.DeclineRestart(incident.id(), incident.host(), VARDE, now, reason);
    }

    private static Delivery entry(
            Incident incident,
            String key,
            Delivery.State state,
            String reason,
            Instant now,
            @Nullable Instant due,
            @Nullable OrderId order) {
        return new Delivery(
                new DeliveryId(key),
                incident.id(),
                incident.revision(),
                RestartBook.CHANNEL,
                RestartBook.CHANNEL,
                RestartBook.ORDERED,
                state,
                reason,
                now,
                due,
                order == null ? List.of() : written(now),
                order,
                incident.subject());
    }

    private static List<Delivery.Attempt> written(Instant now) {
        return List.of(new Delivery.Attempt(now, true, null, 0, "written to varde.commands"));
    }
}
