package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Digests;
import dev.varde.notifier.dispatch.Dispatcher;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.dispatch.Noted;
import dev.varde.notifier.text.Wording;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes up deliveries that were written down and have no end yet: the same id and type, with what
/// is decided by now of the incident. The topic of incidents is compacted, so that the revision a
/// delivery was about may be gone; the newest one that the group has read tells more and not less.
final class Resumption {
    private final Outcomes outcomes;
    private final Dispatcher dispatcher;

    Resumption(Outcomes outcomes, Dispatcher dispatcher) {
        this.outcomes = outcomes;
        this.dispatcher = dispatcher;
    }

    void resume(Collection<LedgerState.Held> open, List<LedgerReader.Found> found) {
        Map<IncidentId, Incident> newest = new HashMap<>();
        found.forEach(f -> newest.put(f.incident().id(), f.incident()));
        open.forEach(held -> resume(held, newest));
    }

    private void resume(LedgerState.Held held, Map<IncidentId, Incident> newest) {
        Delivery d = held.delivery();
        List<Incident> incidents =
                Digests.about(d).stream().flatMap(id -> contents(d, id, newest).stream()).toList();
        if (incidents.isEmpty()) {
            Delivery failed =
                    Deliveries.ended(
                            d,
                            Delivery.State.FAILED,
                            "the incident is not in varde.incidents any more");
            outcomes.add(new Noted(failed, held.partition()));
        } else {
            dispatcher.submit(new Job(d, held.partition(), incidents));
        }
    }

    /// What a delivery tells of one incident; a test and Varde's own troubles are told from the
    /// delivery itself.
    private static Optional<Incident> contents(
            Delivery d, IncidentId id, Map<IncidentId, Incident> newest) {
        if (d.type().equals(Wording.TEST)) {
            return Optional.of(Clerk.testAgain(d));
        }
        return OwnTrouble.isOwn(id)
                ? Optional.of(OwnTrouble.again(d))
                : Optional.ofNullable(newest.get(id));
    }
}
