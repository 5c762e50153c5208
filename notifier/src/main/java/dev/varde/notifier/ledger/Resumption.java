package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.dispatch.Dispatcher;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.dispatch.Noted;
import dev.varde.notifier.text.Wording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes up deliveries that were written down and have no end yet: the same id and type, with what
/// is now known of the incident. The topic of incidents is compacted, so that the revision a
/// delivery was about may be gone; the newest one tells more and not less.
final class Resumption {
    private final Outcomes outcomes;
    private final Dispatcher dispatcher;

    Resumption(Outcomes outcomes, Dispatcher dispatcher) {
        this.outcomes = outcomes;
        this.dispatcher = dispatcher;
    }

    void resume(List<LedgerState.Held> open, List<LedgerReader.Found> found) {
        Map<IncidentId, Incident> newest = new HashMap<>();
        found.forEach(f -> newest.put(f.incident().id(), f.incident()));
        open.forEach(held -> resume(held, newest));
    }

    private void resume(LedgerState.Held held, Map<IncidentId, Incident> newest) {
        Delivery d = held.delivery();
        Incident incident =
                d.type().equals(Wording.TEST) ? Clerk.testAgain(d) : newest.get(d.incident());
        if (incident == null) {
            Delivery failed =
                    Deliveries.ended(
                            d,
                            Delivery.State.FAILED,
                            "the incident is not in varde.incidents any more");
            outcomes.add(new Noted(failed, held.partition()));
        } else {
            dispatcher.submit(new Job(d, held.partition(), incident));
        }
    }
}
