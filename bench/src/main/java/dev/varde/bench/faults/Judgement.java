package dev.varde.bench.faults;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the receivers have, held against what was published and what the ledger says.
///
/// @param distinct different messages that receivers have
/// @param delivered deliveries that the ledger calls delivered
/// @param repeats messages that a receiver had already taken, by their place in the inbox
/// @param wrong what must not be, in words
record Judgement(int distinct, int delivered, List<Integer> repeats, List<String> wrong) {
    /// @param published the newest revision of each incident; the last one is its end
    static Judgement of(
            List<Arrival> arrivals, Map<String, Delivery> ledger, Map<String, Integer> published) {
        List<String> wrong = new ArrayList<>();
        List<Integer> repeats = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        Map<String, Integer> last = new HashMap<>();
        for (int i = 0; i < arrivals.size(); i++) {
            Arrival a = arrivals.get(i);
            if (!a.taken()) {
                continue;
            }
            if (!taken.add(a.receiver() + " " + a.id())) {
                repeats.add(i);
            } else {
                order(a, about(a, ledger), last, wrong);
            }
        }
        int delivered = ends(ledger, taken, wrong);
        complete(arrivals, ledger, published, wrong);
        if (taken.size() != delivered) {
            wrong.add(taken.size() + " different messages, " + delivered + " delivered ones");
        }
        return new Judgement(taken.size(), delivered, repeats, wrong);
    }

    /// What is told of an incident for the first time is newer than what was told before.
    private static void order(
            Arrival a, int revision, Map<String, Integer> last, List<String> wrong) {
        Integer before = last.put(a.receiver() + " " + a.incident(), revision);
        if (before != null && before > revision) {
            wrong.add("overtaken: " + a + " after revision " + before);
        }
    }

    /// The revision that a message is about. Its contents may be a later one's, when it was taken
    /// up again after a death.
    private static int about(Arrival a, Map<String, Delivery> ledger) {
        Delivery d = ledger.get(a.id());
        return d == null ? a.revision() : d.revision();
    }

    private static int ends(Map<String, Delivery> ledger, Set<String> taken, List<String> wrong) {
        int delivered = 0;
        for (Delivery d : ledger.values()) {
            switch (d.state()) {
                case DELIVERED -> {
                    delivered++;
                    if (Stage.HOOKS.contains(d.receiver())
                            && !taken.contains(d.receiver() + " " + d.id())) {
                        wrong.add("called delivered and never arrived: " + d.id());
                    }
                }
                case INTENDED, RETRYING, UNKNOWN, FAILED ->
                        wrong.add("ends as " + d.state() + ": " + d.id() + ", " + d.reason());
                case HELD_BACK, SUPERSEDED -> {
                    if (d.state() == State.SUPERSEDED && d.type().equals("incident.resolved")) {
                        wrong.add("an end that nothing is newer than is superseded: " + d.id());
                    }
                }
            }
        }
        return delivered;
    }

    /// Each webhook has each revision, each mailbox the end.
    private static void complete(
            List<Arrival> arrivals,
            Map<String, Delivery> ledger,
            Map<String, Integer> published,
            List<String> wrong) {
        Set<String> had = new HashSet<>();
        for (Arrival a : arrivals) {
            if (a.taken()) {
                had.add(a.receiver() + " " + a.incident() + " " + about(a, ledger));
            }
        }
        published.forEach((incident, revisions) -> {
            for (String receiver : Stage.HOOKS) {
                for (int revision = 1; revision <= revisions; revision++) {
                    if (!had.contains(receiver + " " + incident + " " + revision)) {
                        wrong.add("lost: " + receiver + " " + incident + " " + revision);
                    }
                }
            }
            if (!had.contains(Stage.MAIL + " " + incident + " " + Integer.MAX_VALUE)) {
                wrong.add("lost: the mail of the end of " + incident);
            }
        });
    }
}
