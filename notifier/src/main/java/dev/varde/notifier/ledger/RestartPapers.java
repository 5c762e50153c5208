package dev.varde.notifier.ledger;

import dev.varde.events.Cause;
import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.Fall;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.restart.FleetRules;
import dev.varde.notifier.restart.RestartDecision;
import dev.varde.notifier.restart.RestartRules;
import dev.varde.notifier.text.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Restart orders, claims and refusals as records. Ids are made of the incident and the number of
/// the restart, so that an order written twice is one order to the collector.
final class RestartPapers {
    private static final String VARDE = "varde";

    private RestartPapers() {}

    /// An order and its entry in the ledger, which are written in one transaction.
    record Order(Delivery delivery, RestartOrder order) {}

    static Order byVarde(Incident incident, RestartDecision.OrderRestart d, Instant now) {
        String key = restart(incident, d.number());
        OrderId id = new OrderId(key);
        RestartOrder order =
                new RestartOrder(
                        id,
                        incident.host(),
                        Objects.requireNonNull(incident.service()),
                        incident.id(),
                        d.number(),
                        now,
                        now.plus(RestartRules.EXPIRES),
                        VARDE);
        Delivery entry =
                entry(
                        incident,
                        key,
                        RestartBook.ORDERED,
                        Delivery.State.DELIVERED,
                        d.reason(),
                        now,
                        now.plus(RestartRules.ANSWER),
                        written(now),
                        id);
        return new Order(
                entry, d.dump() ? order.with(RestartOrder.Action.DUMP_AND_RESTART) : order);
    }

    /// @param known the open incident that it is about, or null
    /// @param stale asked for too long ago: only held back in the ledger
    static Order byOperator(
            OperatorWord.RestartNow w,
            @Nullable Incident known,
            int number,
            Instant now,
            boolean stale) {
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
                        stale ? null : now.plus(RestartRules.ANSWER),
                        stale ? List.of() : written(now),
                        id,
                        instance,
                        List.of(),
                        null,
                        null,
                        known == null ? null : fall(known));
        Instant expires = now.plus(RestartRules.EXPIRES);
        return new Order(
                delivery,
                new RestartOrder(
                        id, w.host(), w.service(), w.incident(), number, now, expires, w.by()));
    }

    static Delivery planned(Incident incident, RestartDecision.Wait wait, Instant now) {
        return entry(
                incident,
                restart(incident, wait.number()),
                RestartBook.ORDERED,
                Delivery.State.INTENDED,
                wait.reason(),
                now,
                wait.until(),
                List.of(),
                null);
    }

    /// @param validFor how long its own notifier may decide it
    static Delivery claim(Incident incident, int number, Instant now, Duration validFor) {
        return entry(
                incident,
                restart(incident, number) + "/claim",
                RestartBook.CLAIMED,
                Delivery.State.INTENDED,
                "asks for a place among those that may restart at once",
                now,
                now.plus(validFor),
                List.of(),
                null);
    }

    static Delivery ended(Delivery entry, Delivery.State state, String reason) {
        return Deliveries.ended(entry, state, reason);
    }

    /// What became of an order is known.
    static Delivery settled(Delivery order, boolean well, String result, Instant now) {
        List<Attempt> attempts = new ArrayList<>(order.attempts());
        long after = Math.max(0, Duration.between(order.intended(), now).toMillis());
        attempts.add(new Attempt(now, well, null, after, result));
        return Deliveries.with(order, order.state(), order.reason(), null, attempts);
    }

    /// An order is being carried out, and may take until then.
    static Delivery awaited(Delivery order, Instant until) {
        return Deliveries.with(order, order.state(), order.reason(), until, order.attempts());
    }

    /// @param type such as [RestartBook#DECLINED]
    static Delivery note(
            Incident incident, String type, Delivery.State state, String reason, Instant at) {
        String suffix = type.substring(type.indexOf('.') + 1);
        return entry(
                incident,
                Digest.plain(incident.id().value()) + "/restart-" + suffix,
                type,
                state,
                reason,
                at,
                null,
                List.of(),
                null);
    }

    static OperatorWord declined(Incident incident, String reason, Instant now) {
        return new OperatorWord.DeclineRestart(incident.id(), incident.host(), VARDE, now, reason);
    }

    static OperatorWord stopped(Incident incident, String reason, Instant now) {
        return new OperatorWord.RestartsStopped(incident.id(), incident.host(), VARDE, now, reason);
    }

    /// How the service fell; of an entry that an older version wrote only what it says.
    static Fall fall(Delivery d) {
        return d.fall() == null
                ? new Fall(Cause.UNKNOWN, null, d.intended(), null, false)
                : d.fall();
    }

    private static Fall fall(Incident i) {
        Incident.Fingerprint fingerprint = i.fingerprint();
        return new Fall(
                i.cause(),
                fingerprint == null ? null : fingerprint.hash(),
                i.times().opened(),
                i.parent(),
                FleetRules.explained(i));
    }

    private static String restart(Incident incident, int number) {
        return Digest.plain(incident.id().value()) + "/restart-" + number;
    }

    private static Delivery entry(
            Incident incident,
            String key,
            String type,
            Delivery.State state,
            String reason,
            Instant now,
            @Nullable Instant due,
            List<Attempt> attempts,
            @Nullable OrderId order) {
        return new Delivery(
                new DeliveryId(key),
                incident.id(),
                incident.revision(),
                RestartBook.CHANNEL,
                RestartBook.CHANNEL,
                type,
                state,
                reason,
                now,
                due,
                attempts,
                order,
                incident.subject(),
                List.of(),
                null,
                null,
                fall(incident));
    }

    private static List<Attempt> written(Instant now) {
        return List.of(new Attempt(now, true, null, 0, "written to varde.commands"));
    }
}
