package dev.varde.standalone.rehearsal;

import dev.varde.events.Incident;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Router;
import dev.varde.notifier.silence.Silences;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Who would be told of an incident by some routes, and who would not.
///
/// @param told receivers that are told, to the reason
/// @param held receivers for whom it is held back, to the reason
/// @param later receivers that are told when nobody acknowledges, to the reason
public record Rehearsed(
        Map<String, String> told, Map<String, String> held, Map<String, String> later) {
    /// How often an incident is looked at again when what held it back is over.
    private static final int MOST_LOOKS = 50;

    public Rehearsed {
        told = new TreeMap<>(told);
        held = new TreeMap<>(held);
        later = new TreeMap<>(later);
    }

    /// What happens with it at that time.
    public static Rehearsed at(Router router, Incident incident, Silences silences, Instant now) {
        Tally tally = new Tally();
        tally.decide(router, incident, silences, now);
        return tally.sum();
    }

    /// What happens with it in its life so far: when it opens, whenever something that held it back
    /// is over and it is still open, and as it stands now when it was given up.
    public static Rehearsed whole(Router router, Incident incident, Silences silences) {
        Tally tally = new Tally();
        Instant next =
                tally.decide(router, Cases.opened(incident), silences, incident.times().opened());
        for (int i = 0; i < MOST_LOOKS && next != null && isOpen(incident, next); i++) {
            next = tally.decide(router, Cases.opened(incident), silences, next);
        }
        if (incident.change() == Incident.Change.GAVE_UP) {
            tally.decide(router, incident, silences, incident.times().opened());
        }
        return tally.sum();
    }

    private static boolean isOpen(Incident incident, Instant then) {
        Instant resolved = incident.times().resolved();
        return resolved == null || then.isBefore(resolved);
    }

    /// Gathers decisions.
    private static final class Tally {
        private final Map<String, String> told = new TreeMap<>();
        private final Map<String, String> held = new TreeMap<>();
        private final Map<String, String> later = new TreeMap<>();

        /// @return when it is to be decided anew, or null
        @Nullable Instant decide(Router router, Incident incident, Silences silences, Instant now) {
            Instant next = null;
            for (Decision d :
                    router.decide(incident, (_, _, _) -> Optional.empty(), silences, now)) {
                switch (d) {
                    case Decision.Send s -> send(s);
                    case Decision.HoldBack h -> {
                        held.putIfAbsent(h.receiver(), h.reason());
                        next = earlier(next, h.until());
                    }
                }
            }
            return next;
        }

        private void send(Decision.Send s) {
            told.putIfAbsent(s.receiver(), s.reason());
            s.terms().escalate().stream()
                    .flatMap(step -> step.to().stream())
                    .forEach(to -> later.putIfAbsent(to, "escalation, " + s.reason()));
        }

        private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
            return a == null || (b != null && b.isBefore(a)) ? b : a;
        }

        Rehearsed sum() {
            told.keySet().forEach(held::remove);
            told.keySet().forEach(later::remove);
            return new Rehearsed(told, held, later);
        }
    }
}
