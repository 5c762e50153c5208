package dev.varde.processor.incident;

import dev.varde.events.Incident.Acknowledgement;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.processor.incident.Signal.Acknowledged;
import dev.varde.processor.incident.Signal.Closed;
import dev.varde.processor.incident.Signal.Declined;
import dev.varde.processor.incident.Signal.Died;
import dev.varde.processor.incident.Signal.Excused;
import dev.varde.processor.incident.Signal.Failing;
import dev.varde.processor.incident.Signal.Healthy;
import dev.varde.processor.incident.Signal.OrderBegan;
import dev.varde.processor.incident.Signal.OrderFailed;
import dev.varde.processor.incident.Signal.Stopped;
import dev.varde.processor.incident.Signal.Ticked;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.incident.State.Quiet;
import java.time.Instant;
import java.util.List;

/// The moves of a life, one method each: what the next revision says and what changed.
final class Moves {
    private Moves() {}

    /// Takes over a better account of the same trouble; tells it only when it changes the cause or
    /// how firmly it is held.
    static Step better(Episode e, Instant at, Account newer) {
        boolean same =
                newer.cause().equals(e.account().cause())
                        && newer.summary().equals(e.account().summary());
        if (newer.restartable() && !e.account().restartable()) {
            return new Draft(e)
                    .account(same || newer.outdoes(e.account()) ? newer : e.account().abandoned())
                    .said(at, "its unit manager has given up; Varde may restart it now")
                    .tell(Change.UPDATED);
        }
        if (same || !newer.outdoes(e.account())) {
            return Step.stay(adds(newer, e.account()) ? e.with(newer) : e);
        }
        return new Draft(e)
                .account(newer)
                .said(at, "cause is " + newer.cause() + ": " + newer.summary())
                .tell(Change.UPDATED);
    }

    /// The same cause with other words or more evidence, to be told with the next revision.
    private static boolean adds(Account newer, Account known) {
        return newer.cause().equals(known.cause())
                && newer.confidence().compareTo(known.confidence()) >= 0
                && !(newer.summary().equals(known.summary())
                        && newer.evidence().equals(known.evidence()));
    }

    /// Another incident after a resolved one, whose deaths are not told again.
    ///
    /// @param before the incidents of the same slot lately
    static Step next(Episode resolved, Account account, Instant at, Kin kin, List<Opening> before) {
        return Revisions.first(account, at, kin, before, resolved.triggers());
    }

    static Step again(Episode e, Died s) {
        boolean hopeless =
                e.told().state() == IncidentState.GAVE_UP
                        && s.account().cause().equals(e.account().cause());
        boolean restarted = e.told().state() == IncidentState.RESTARTING;
        Draft draft = new Draft(e).again(s.account()).note(hopeless ? e.told().note() : null);
        if (restarted || e.told().state() == IncidentState.RECOVERING) {
            draft.restartEnded(s.at(), null, "died-again", sameAgain(e.account(), s.account()));
        }
        return draft.state(hopeless ? IncidentState.GAVE_UP : IncidentState.OPEN, s.at())
                .said(s.at(), "died again: " + s.account().summary())
                .tell(Change.UPDATED);
    }

    private static String sameAgain(Account before, Account now) {
        return (now.cause().equals(before.cause()) ? "same cause: " : "another cause: ")
                + now.cause();
    }

    /// After a death the first cause stays: that it now fails its checks is what came of it.
    static Step failsAgain(Episode e, Failing s) {
        Draft draft = new Draft(e);
        if (e.account().died() == null) {
            draft.again(s.account());
        }
        return draft.state(IncidentState.OPEN, s.at())
                .restartEnded(s.at(), null, "failed", s.account().summary())
                .note("It came back and fails again: " + s.account().summary())
                .said(s.at(), "fails again: " + s.account().summary())
                .tell(Change.UPDATED);
    }

    static Step healthy(Episode e, Healthy s) {
        return switch (e.account().settling()) {
            case PROVEN -> recover(e, s);
            case AT_ONCE -> Opening.flapping(e.openings()) ? recover(e, s) : resolve(e, s.at());
            case BY_ITSELF -> Step.stay(e);
        };
    }

    static Step recover(Episode e, Healthy s) {
        Draft draft = new Draft(e);
        if (e.told().state() == IncidentState.RESTARTING) {
            draft.restartEnded(s.at(), null, "healthy", null);
        }
        return draft.state(IncidentState.RECOVERING, s.at())
                .recovered(s.at())
                .note(null)
                .said(s.at(), "back and healthy")
                .tell(Change.RECOVERING);
    }

    /// Healthy after its restart, and for long enough since.
    static Step resolve(Episode e, Instant at) {
        return new Draft(e).stable().resolved(at).said(at, "resolved").tell(Change.RESOLVED);
    }

    static Step excuse(Episode e, Excused s) {
        return new Draft(e)
                .resolved(s.at())
                .note("It was stopped on purpose: " + s.why())
                .said(s.at(), "stopped on purpose: " + s.why())
                .tell(Change.RESOLVED);
    }

    static Step restart(Episode e, OrderBegan s) {
        return new Draft(e)
                .state(IncidentState.RESTARTING, s.at())
                .restarted(s.at(), s.order(), s.action())
                .note(null)
                .said(s.at(), "restart began: " + s.action())
                .tell(Change.RESTARTING);
    }

    static Step restartFailed(Episode e, OrderFailed s) {
        boolean known = e.told().restarts().stream().anyMatch(r -> r.order().equals(s.order()));
        String word = s.refused() ? "refused" : "failed";
        Draft draft = new Draft(e);
        if (known) {
            draft.restartEnded(s.at(), s.order(), word, s.reason());
        } else {
            draft.refused(s.at(), s.order(), s.reason());
        }
        return draft.state(IncidentState.OPEN, s.at())
                .note(
                        "The restart was "
                                + (s.refused() ? "refused: " : "tried and failed: ")
                                + s.reason())
                .said(s.at(), "restart " + word + ": " + s.reason())
                .tell(Change.UPDATED);
    }

    static Step notHealthy(Episode e, Ticked s) {
        String words =
                "not healthy " + Lifecycle.RESTART_PATIENCE.toSeconds() + " s after the restart";
        return new Draft(e)
                .state(IncidentState.OPEN, s.at())
                .restartEnded(s.at(), null, "failed", words)
                .note(words)
                .said(s.at(), words)
                .tell(Change.UPDATED);
    }

    static Step note(Episode e, Signal.OrderDone s) {
        return new Draft(e).restartUp(s.at(), s.order(), s.detail()).quietly();
    }

    /// To be told with the next revision, which its recovery or its next death brings. Said once,
    /// though the unit manager writes it down and is asked as well.
    static Step restartedElsewhere(Episode e, Signal.RestartedElsewhere s) {
        String what = "restarted by " + s.by() + ", " + ordinal(s.count()) + " time";
        boolean known = e.told().timeline().stream().anyMatch(t -> t.what().equals(what));
        return known ? Step.stay(e) : new Draft(e).said(s.at(), what).quietly();
    }

    private static String ordinal(int number) {
        int ten = number % 100;
        return number
                + (ten >= 11 && ten <= 13
                        ? "th"
                        : switch (number % 10) {
                            case 1 -> "st";
                            case 2 -> "nd";
                            case 3 -> "rd";
                            default -> "th";
                        });
    }

    /// To be told with the next revision: the restart that it came before follows at once.
    static Step threadsSeen(Episode e, Signal.ThreadsSeen s) {
        if (e.account().evidence().contains(s.dump())) {
            return Step.stay(e);
        }
        return new Draft(e)
                .account(e.account().beside(List.of(s.dump())))
                .said(s.at(), "looked at its threads by " + s.by())
                .quietly();
    }

    static Step note(Episode e, OrderFailed s) {
        return new Draft(e).said(s.at(), "a restart failed: " + s.reason()).quietly();
    }

    static Step acknowledge(Episode e, Acknowledged s) {
        return new Draft(e)
                .acknowledged(new Acknowledgement(s.by(), s.at(), s.note()))
                .said(s.at(), "acknowledged by " + s.by())
                .tell(Change.UPDATED);
    }

    static Step close(Episode e, Closed s) {
        return new Draft(e)
                .resolved(s.at())
                .notOver()
                .note(s.note() == null ? "Closed by " + s.by() : s.note())
                .said(s.at(), "closed by " + s.by())
                .tell(Change.RESOLVED);
    }

    static Step decline(Episode e, Declined s) {
        return new Draft(e)
                .state(IncidentState.GAVE_UP, s.at())
                .gaveUp()
                .note(s.reason())
                .said(s.at(), "no restart: " + s.reason())
                .tell(e.gaveUp() ? Change.UPDATED : Change.GAVE_UP);
    }

    /// Told as giving up is, since people must act; how this one itself fares is another matter.
    static Step stop(Episode e, Stopped s) {
        return new Draft(e)
                .gaveUp()
                .note(s.reason())
                .said(s.at(), s.reason())
                .tell(e.gaveUp() ? Change.UPDATED : Change.GAVE_UP);
    }

    static Step forget(Episode e) {
        return new Step(new Quiet(), List.of(new Effect.Forget(e.told().id())));
    }
}
