package dev.varde.processor.incident;

import dev.varde.processor.incident.Account.Settling;
import dev.varde.processor.incident.Signal.Acknowledged;
import dev.varde.processor.incident.Signal.Closed;
import dev.varde.processor.incident.Signal.Declined;
import dev.varde.processor.incident.Signal.Died;
import dev.varde.processor.incident.Signal.Excused;
import dev.varde.processor.incident.Signal.Failing;
import dev.varde.processor.incident.Signal.Healthy;
import dev.varde.processor.incident.Signal.OrderBegan;
import dev.varde.processor.incident.Signal.OrderDone;
import dev.varde.processor.incident.Signal.OrderFailed;
import dev.varde.processor.incident.Signal.RestartedElsewhere;
import dev.varde.processor.incident.Signal.Stopped;
import dev.varde.processor.incident.Signal.ThreadsSeen;
import dev.varde.processor.incident.Signal.Ticked;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.incident.State.Quiet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The life of an incident as one function of state and signal; see [State] for the drawing. Each
/// method is one state, each line of it one cell.
public final class Lifecycle {
    /// A restart that has not led to a healthy service by then has failed.
    static final Duration RESTART_PATIENCE = Duration.ofSeconds(60);

    /// How long a resolved incident is remembered.
    static final Duration REMEMBERED = Duration.ofHours(24);

    /// How long an incident that is well waits for others of the same cause.
    static final Duration OTHERS = Duration.ofMinutes(10);

    private final Duration stable;
    private final boolean joining;

    /// @param stable how long a service must stay healthy until its incident is resolved
    public Lifecycle(Duration stable) {
        this(stable, true);
    }

    /// @param joining what falls and rises again and again is one incident
    public Lifecycle(Duration stable, boolean joining) {
        this.stable = stable;
        this.joining = joining;
    }

    /// A step among the relations that are known already.
    public Step step(State state, Signal signal) {
        return step(state, signal, state instanceof Episode e ? e.relations() : Kin.NONE);
    }

    /// @param around what the incident has to do with others now; a change of it alone is told too
    public Step step(State state, Signal signal, Kin around) {
        return switch (state) {
            case Quiet q -> quiet(q, signal, around);
            case Episode e when e.told().closed() -> resolved(e, signal, around);
            case Episode e -> completed(step(Relations.met(e, around), signal), signal);
        };
    }

    /// What the step leaves untold.
    private static Step completed(Step step, Signal signal) {
        Step related = Relations.told(step, signal.at());
        return signal instanceof Ticked ? Completion.told(related, signal.at()) : related;
    }

    private Step step(Episode e, Signal signal) {
        return switch (e.told().state()) {
            case OPEN -> open(e, signal);
            case RESTARTING -> restarting(e, signal);
            case RECOVERING -> recovering(e, signal);
            case GAVE_UP -> gaveUp(e, signal);
            case RESOLVED -> Step.stay(e);
        };
    }

    private static Step quiet(Quiet q, Signal signal, Kin kin) {
        return switch (signal) {
            case Died s -> Revisions.first(s.account(), s.at(), kin, List.of(), List.of());
            case Failing s -> Revisions.first(s.account(), s.at(), kin, List.of(), List.of());
            case Excused _, Healthy _, OrderBegan _, OrderDone _, OrderFailed _ -> Step.stay(q);
            case Ticked _, Acknowledged _, Closed _, Declined _ -> Step.stay(q);
            case ThreadsSeen _, Stopped _, RestartedElsewhere _ -> Step.stay(q);
        };
    }

    private Step open(Episode e, Signal signal) {
        return switch (signal) {
            case Died s -> died(e, s);
            case Failing s ->
                    e.account().died() == null
                            ? Moves.better(e, s.at(), s.account())
                            : Step.stay(e);
            case Excused s -> proven(e) ? Moves.excuse(e, s) : Step.stay(e);
            case Healthy s -> Moves.healthy(e, s);
            case OrderBegan s -> Moves.restart(e, s);
            case OrderDone s -> Moves.note(e, s);
            case ThreadsSeen s -> Moves.threadsSeen(e, s);
            case RestartedElsewhere s -> Moves.restartedElsewhere(e, s);
            case OrderFailed s -> Moves.restartFailed(e, s);
            case Ticked s ->
                    byItself(e) && since(e, quietFor(e), s)
                            ? Moves.resolve(e, s.at())
                            : Step.stay(e);
            case Acknowledged s -> Moves.acknowledge(e, s);
            case Closed s -> Moves.close(e, s);
            case Declined s -> Moves.decline(e, s);
            case Stopped s -> Moves.decline(e, new Declined(s.at(), s.by(), s.reason()));
        };
    }

    private static Step restarting(Episode e, Signal signal) {
        return switch (signal) {
            case Died s -> died(e, s);
            case Failing _, Excused _ -> Step.stay(e);
            case Healthy s -> afterRestart(e, s) ? Moves.recover(e, s) : Step.stay(e);
            case OrderBegan s -> Moves.restart(e, s);
            case OrderDone s -> Moves.note(e, s);
            case ThreadsSeen s -> Moves.threadsSeen(e, s);
            case RestartedElsewhere s -> Moves.restartedElsewhere(e, s);
            case OrderFailed s -> another(e, s) ? Moves.note(e, s) : Moves.restartFailed(e, s);
            case Ticked s -> since(e, RESTART_PATIENCE, s) ? Moves.notHealthy(e, s) : Step.stay(e);
            case Acknowledged s -> Moves.acknowledge(e, s);
            case Closed s -> Moves.close(e, s);
            case Declined s -> Moves.decline(e, s);
            case Stopped s -> Moves.stop(e, s);
        };
    }

    private Step recovering(Episode e, Signal signal) {
        return switch (signal) {
            case Died s -> died(e, s);
            case Failing s -> Moves.failsAgain(e, s);
            case Excused s -> Moves.excuse(e, s);
            case Healthy _, Declined _ -> Step.stay(e);
            case OrderBegan s -> Moves.restart(e, s);
            case OrderDone s -> Moves.note(e, s);
            case OrderFailed s -> Moves.note(e, s);
            case ThreadsSeen s -> Moves.threadsSeen(e, s);
            case RestartedElsewhere s -> Moves.restartedElsewhere(e, s);
            case Ticked s -> over(e, s) ? Moves.resolve(e, s.at()) : Step.stay(e);
            case Acknowledged s -> Moves.acknowledge(e, s);
            case Closed s -> Moves.close(e, s);
            case Stopped s -> Moves.stop(e, s);
        };
    }

    private static Step gaveUp(Episode e, Signal signal) {
        return switch (signal) {
            case Died s -> died(e, s);
            case Failing _, Ticked _, Declined _ -> Step.stay(e);
            case Excused s -> proven(e) ? Moves.excuse(e, s) : Step.stay(e);
            case Healthy s -> Moves.healthy(e, s);
            case OrderBegan s -> Moves.restart(e, s);
            case OrderDone s -> Moves.note(e, s);
            case OrderFailed s -> Moves.note(e, s);
            case ThreadsSeen s -> Moves.threadsSeen(e, s);
            case RestartedElsewhere s -> Moves.restartedElsewhere(e, s);
            case Acknowledged s -> Moves.acknowledge(e, s);
            case Closed s -> Moves.close(e, s);
            case Stopped s -> Moves.stop(e, s);
        };
    }

    private Step resolved(Episode e, Signal signal, Kin kin) {
        List<Opening> before = joining ? e.openings() : List.of();
        return switch (signal) {
            case Died s ->
                    e.knows(s.account())
                            ? Step.stay(e)
                            : Moves.next(e, s.account(), s.at(), kin, before);
            case Failing s ->
                    e.over() ? Moves.next(e, s.account(), s.at(), kin, before) : Step.stay(e);
            case Healthy _, Excused _ -> Step.stay(e.ended());
            case Ticked s -> since(e, REMEMBERED, s) ? Moves.forget(e) : Step.stay(e);
            case OrderBegan _, OrderDone _, OrderFailed _ -> Step.stay(e);
            case Acknowledged _,
                    Closed _,
                    Declined _,
                    ThreadsSeen _,
                    Stopped _,
                    RestartedElsewhere _ ->
                    Step.stay(e);
        };
    }

    /// It has been well for long enough, and so have the others that fell of the same cause; they
    /// are waited for a while.
    private boolean over(Episode e, Ticked s) {
        boolean alone = e.relations().open() == 0 || since(e, OTHERS, s);
        return alone && since(e, quietFor(e), s);
    }

    private Duration quietFor(Episode e) {
        return Opening.flapping(e.openings()) ? Opening.WINDOW : stable;
    }

    /// A death that is told already is told no more, though more may be known of the newest.
    private static Step died(Episode e, Died s) {
        if (!e.knows(s.account())) {
            return Moves.again(e, s);
        }
        return e.account().trigger().equals(s.account().trigger())
                ? Moves.better(e, s.at(), s.account())
                : Step.stay(e);
    }

    /// A second order that was refused because the first is being carried out.
    private static boolean another(Episode e, OrderFailed s) {
        return s.refused()
                && e.told().restarts().stream().noneMatch(r -> r.order().equals(s.order()));
    }

    private static boolean proven(Episode e) {
        return e.account().settling() == Settling.PROVEN;
    }

    private static boolean byItself(Episode e) {
        return e.account().settling() == Settling.BY_ITSELF;
    }

    private static boolean afterRestart(Episode e, Healthy s) {
        Instant restarted = e.told().times().restarted();
        return restarted == null || !s.at().isBefore(restarted);
    }

    private static boolean since(Episode e, Duration duration, Ticked s) {
        return !s.at().isBefore(e.since().plus(duration));
    }
}
