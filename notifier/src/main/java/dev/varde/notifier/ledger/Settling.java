package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.notifier.restart.RestartRules;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.Optional;

/// Notes in the ledger what became of an order, from what the incident says of it.
final class Settling {
    private Settling() {}

    /// The entry as it is now to be written; empty while nothing new is known.
    static Optional<Delivery> of(Delivery order, Incident incident, Instant now) {
        Instant due = order.due();
        if (due == null) {
            return Optional.empty();
        }
        Optional<Incident.Restart> told =
                incident.restarts().stream()
                        .filter(r -> r.order().equals(order.order()))
                        .reduce((_, newer) -> newer);
        boolean well = incident.closed() || incident.state() == IncidentState.RECOVERING;
        boolean running =
                told.map(r -> r.result().equals("started") || r.result().equals("up")).orElse(true);
        if (!running) {
            return told.map(r -> settled(order, r, now));
        }
        if (well) {
            return Optional.of(RestartPapers.settled(order, true, "it is healthy", now));
        }
        Instant longest = order.intended().plus(RestartRules.CARRYING_OUT);
        if (told.isPresent() && due.isBefore(longest)) {
            return Optional.of(RestartPapers.awaited(order, longest));
        }
        return now.isBefore(due)
                ? Optional.empty()
                : Optional.of(RestartPapers.settled(order, false, late(told.isPresent()), now));
    }

    private static String late(boolean begun) {
        return begun
                ? "nothing came of it within " + Wording.span(RestartRules.CARRYING_OUT)
                : "nobody answered within " + Wording.span(RestartRules.ANSWER);
    }

    private static Delivery settled(Delivery order, Incident.Restart r, Instant now) {
        boolean well = r.result().equals("healthy") || r.result().equals("stable");
        return RestartPapers.settled(order, well, Wording.restart(r), now);
    }

    /// That an incident in which restarts were ordered is closed, and since when it was well.
    static Delivery end(Incident incident, Instant now) {
        Instant recovered = incident.times().recovered();
        return recovered == null
                ? RestartPapers.note(
                        incident,
                        RestartBook.ENDED,
                        Delivery.State.SUPERSEDED,
                        "closed without proof of health",
                        now)
                : RestartPapers.note(
                        incident,
                        RestartBook.ENDED,
                        Delivery.State.DELIVERED,
                        "well since " + recovered,
                        recovered);
    }
}
