package dev.varde.bench.faults;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.State;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.text.Digest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the receivers have, held against what was published and what the ledger says.
///
/// @param distinct different messages that receivers have
/// @param delivered deliveries that the ledger calls delivered
/// @param retold messages that arrived and that the ledger calls told within another one
/// @param repeats messages that a receiver had already taken, by their place in the inbox
/// @param wrong what must not be, in words
record Judgement(
        int distinct, int delivered, int retold, List<Integer> repeats, List<String> wrong) {
    private static final Pattern ELSEWHERE = Pattern.compile("told in (?:digest )?([^ ,]+)");
    private static final int MOST_STEPS = 100;

    /// @param published the newest revision of each incident; the last one is its end
    static Judgement of(
            List<Arrival> arrivals, Map<String, Delivery> all, Map<String, Integer> published) {
        Map<String, Delivery> ledger = messages(all);
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
            } else if (!a.receiver().equals(Stage.ROOM)) {
                order(a, about(a, ledger), last, wrong);
            }
        }
        int delivered = ends(ledger, taken, wrong);
        complete(arrivals, ledger, published, wrong);
        heard(Stage.ROOM, ledger, published, wrong);
        heard(Stage.MAIL, ledger, published, wrong);
        escalated(ledger, wrong);
        int twice = retold(taken, ledger, wrong);
        if (taken.size() - twice != delivered) {
            wrong.add(taken.size() + " different messages, " + delivered + " delivered ones");
        }
        return new Judgement(taken.size(), delivered, twice, repeats, wrong);
    }

    /// Without the entries of restarts.
    private static Map<String, Delivery> messages(Map<String, Delivery> ledger) {
        return ledger.entrySet().stream()
                .filter(e -> Deliveries.message(e.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Who is told because nobody acknowledges is told so once.
    private static void escalated(Map<String, Delivery> ledger, List<String> wrong) {
        Map<String, Integer> times = new HashMap<>();
        for (Delivery d : ledger.values()) {
            if (d.receiver().equals(Stage.BOSS)
                    && d.revision() == 1
                    && times.merge(d.incident().value(), 1, Integer::sum) > 1) {
                wrong.add("escalated twice: " + d.id());
            }
        }
    }

    /// Messages that arrived, whose outcome a death kept from being noted, and that are told again
    /// within a newer one. Programs are told each of them by itself.
    private static int retold(Set<String> taken, Map<String, Delivery> ledger, List<String> wrong) {
        int retold = 0;
        for (Delivery d : ledger.values()) {
            if (d.state() == State.SUPERSEDED) {
                retold += taken.contains(d.receiver() + " " + name(d)) ? 1 : 0;
                if (Stage.HOOKS.contains(d.receiver())) {
                    wrong.add("a program is not told of: " + d.id() + ", " + d.reason());
                }
            }
        }
        return retold;
    }

    /// What the receiver knows the message by.
    private static String name(Delivery d) {
        return d.receiver().equals(Stage.MAIL)
                ? "<" + Digest.of(d.id().value()) + "@example.com>"
                : d.id().value();
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
                    if (!taken.contains(d.receiver() + " " + name(d))) {
                        wrong.add("called delivered and never arrived: " + d.id());
                    }
                }
                case INTENDED, RETRYING, UNKNOWN, FAILED ->
                        wrong.add("ends as " + d.state() + ": " + d.id() + ", " + d.reason());
                case HELD_BACK, SUPERSEDED -> {}
            }
        }
        return delivered;
    }

    /// Each webhook has each revision.
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
        });
    }

    /// People hear of the end of each incident: by its own message, or by the one that the ledger
    /// says tells it too.
    private static void heard(
            String receiver,
            Map<String, Delivery> ledger,
            Map<String, Integer> published,
            List<String> wrong) {
        Set<String> heard = new HashSet<>();
        for (Delivery d : ledger.values()) {
            if (d.receiver().equals(receiver) && told(d, ledger)) {
                heard.add(d.incident() + " " + d.revision());
            }
        }
        published.forEach((incident, last) -> {
            if (!heard.contains(incident + " " + last)) {
                wrong.add("lost: " + receiver + " does not hear of the end of " + incident);
            }
        });
    }

    private static boolean told(Delivery delivery, Map<String, Delivery> ledger) {
        Delivery d = delivery;
        for (int step = 0; d != null && step < MOST_STEPS; step++) {
            if (d.state() == State.DELIVERED) {
                return true;
            }
            Matcher elsewhere = ELSEWHERE.matcher(d.reason());
            d =
                    d.state() == State.SUPERSEDED && elsewhere.find()
                            ? ledger.get(elsewhere.group(1))
                            : null;
        }
        return false;
    }
}
