package dev.varde.notifier.followup;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.config.Configuration.Escalation;
import dev.varde.notifier.followup.Story.Chapter;
import dev.varde.notifier.routing.Decision;
import dev.varde.notifier.routing.Medium;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What is due about one incident by now, and when to look again.
///
/// It follows from what the ledger says, what the routes say now, and the time alone: whatever is
/// killed whenever, the same is due afterwards.
///
/// @param next far away when time alone will make nothing due
public record Followups(List<Due> due, Instant next) {
    public Followups {
        due = List.copyOf(due);
    }

    /// @param decisions what would be decided if it had opened, or if it is over had ended, just
    ///   now
    public static Followups of(
            Incident incident, Story story, List<Decision> decisions, Instant now) {
        Reckoning reckoning = new Reckoning(incident, story, now);
        reckoning.held(decisions);
        if (isLive(incident)) {
            decisions.forEach(reckoning::repeat);
            reckoning.escalate(decisions);
        }
        return new Followups(reckoning.due, reckoning.next);
    }

    /// Whether it is open and nobody looks after it.
    private static boolean isLive(Incident incident) {
        return !incident.closed() && incident.acknowledged() == null && incident.parent() == null;
    }

    private static final class Reckoning {
        private final Incident incident;
        private final Story story;
        private final Instant now;
        private final List<Due> due = new ArrayList<>();
        private Instant next = Instant.MAX;

        Reckoning(Incident incident, Story story, Instant now) {
            this.incident = incident;
            this.story = story;
            this.now = now;
        }

        void held(List<Decision> decisions) {
            for (Delivery held : story.held()) {
                Decision decision = decision(held, decisions);
                Instant until = held.due();
                if (decision instanceof Decision.Send || until == null || !until.isAfter(now)) {
                    due.add(new Due.Anew(held, decision));
                } else {
                    lookAt(until);
                }
            }
        }

        void repeat(Decision decision) {
            Chapter chapter = story.chapter(decision.receiver(), decision.medium()).orElse(null);
            if (!(decision instanceof Decision.Send send)
                    || send.terms().repeat() == null
                    || chapter == null
                    || chapter.first() == null
                    || chapter.held() != null) {
                return;
            }
            if (isTime(chapter.last().plus(send.terms().repeat()))) {
                due.add(new Due.Repeat(send, chapter.repeats() + 1));
            }
        }

        void escalate(List<Decision> decisions) {
            Instant told = story.firstTold().orElse(null);
            if (told == null) {
                return;
            }
            Set<Due> steps = new LinkedHashSet<>();
            for (Decision decision : decisions) {
                if (decision instanceof Decision.Send send) {
                    steps(send.terms().escalate(), told, steps);
                }
            }
            due.addAll(steps);
        }

        private void steps(List<Escalation> escalation, Instant told, Set<Due> steps) {
            for (int i = 0; i < escalation.size(); i++) {
                Duration after = escalation.get(i).after();
                for (String receiver : escalation.get(i).to()) {
                    if (!reached(receiver, i + 1) && isTime(told.plus(after))) {
                        steps.add(new Due.Escalate(receiver, i + 1, after));
                    }
                }
            }
        }

        private boolean reached(String receiver, int step) {
            for (Medium medium : Medium.values()) {
                if (story.chapter(receiver, medium).filter(c -> c.step() >= step).isPresent()) {
                    return true;
                }
            }
            return false;
        }

        private boolean isTime(Instant at) {
            if (at.isAfter(now)) {
                lookAt(at);
                return false;
            }
            return true;
        }

        private void lookAt(Instant at) {
            next = at.isBefore(next) ? at : next;
        }

        private Decision decision(Delivery held, List<Decision> decisions) {
            return decisions.stream()
                    .filter(d -> d.receiver().equals(held.receiver()))
                    .filter(d -> d.medium().channel().equals(held.channel()))
                    .findFirst()
                    .orElseGet(() -> unrouted(held));
        }

        private Decision unrouted(Delivery held) {
            Medium medium = Medium.of(held.channel());
            String reason = "no route leads " + incident.id() + " there any more";
            return new Decision.HoldBack(held.receiver(), medium, reason);
        }
    }
}
