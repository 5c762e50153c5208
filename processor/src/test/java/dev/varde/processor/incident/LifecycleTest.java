package dev.varde.processor.incident;

import static dev.varde.processor.Cast.STABLE;
import static dev.varde.processor.Cast.at;
import static dev.varde.processor.incident.Lives.ORDER;
import static dev.varde.processor.incident.Lives.death;
import static dev.varde.processor.incident.Lives.failure;
import static dev.varde.processor.incident.Lives.flag;
import static dev.varde.processor.incident.Lives.told;
import static dev.varde.processor.incident.Lives.worker;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import dev.varde.processor.incident.Account.Settling;
import dev.varde.processor.incident.State.Episode;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final Lifecycle lifecycle = new Lifecycle(STABLE);

    @Test
    void aRevisionIsOneMoreThanTheOneBefore() {
        Step opened = lifecycle.step(new State.Quiet(), new Signal.Died(at(1), death("d1", 1)));
        Step again = lifecycle.step(opened.state(), new Signal.Died(at(2), death("d2", 2)));

        assertThat(told(opened).getFirst().revision()).isEqualTo(1);
        assertThat(told(again).getFirst().revision()).isEqualTo(2);
        assertThat(told(again).getFirst().id()).isEqualTo(told(opened).getFirst().id());
    }

    @Test
    void dyingAgainCountsAndSaysSo() {
        State open = in("OPEN");

        Incident told =
                told(lifecycle.step(open, new Signal.Died(at(9), death("d2", 9)))).getFirst();

        assertThat(told.occurrences()).isEqualTo(2);
        assertThat(told.summary())
                .isEqualTo("died again (2 times): kontali-backend on web-1: killed-by-signal");
        assertThat(told.times().died()).isEqualTo(at(9));
    }

    @Test
    void strongerEvidenceChangesTheCause() {
        Account oom =
                Lives.account("d1", at(1), Cause.OOM_KILL, Confidence.CERTAIN, Settling.PROVEN);

        Incident told = told(lifecycle.step(in("OPEN"), new Signal.Died(at(2), oom))).getFirst();

        assertThat(told.cause()).isEqualTo(Cause.OOM_KILL);
        assertThat(told.change()).isEqualTo(Change.UPDATED);
        assertThat(told.occurrences()).isEqualTo(1);
    }

    @Test
    void weakerEvidenceChangesNothing() {
        Account weaker =
                Lives.account("d1", at(1), Cause.DISK_FULL, Confidence.POSSIBLE, Settling.PROVEN);

        Step step = lifecycle.step(in("OPEN"), new Signal.Died(at(2), weaker));

        assertThat(step.effects()).isEmpty();
        assertThat(((Episode) step.state()).account().cause()).isEqualTo(Cause.KILLED_BY_SIGNAL);
    }

    @Test
    void aRestartIsNotedFromOrderToHealth() {
        State state = in("OPEN");
        state = lifecycle.step(state, new Signal.OrderBegan(at(3), ORDER, "unit kontali")).state();
        state = lifecycle.step(state, new Signal.OrderDone(at(4), ORDER)).state();

        Incident told = told(lifecycle.step(state, new Signal.Healthy(at(7)))).getFirst();

        assertThat(told.restarts()).hasSize(1);
        assertThat(told.restarts().getFirst().result()).isEqualTo("healthy");
        assertThat(told.restarts().getFirst().after()).hasSeconds(4);
        assertThat(told.times().restarted()).isEqualTo(at(3));
        assertThat(told.times().recovered()).isEqualTo(at(7));
    }

    @Test
    void whatIsHealthyBeforeItsCollectorSaysThatItIsUpStaysProvenHealthy() {
        State state = in("OPEN");
        state = lifecycle.step(state, new Signal.OrderBegan(at(3), ORDER, "unit kontali")).state();
        state = lifecycle.step(state, new Signal.Healthy(at(7))).state();
        state = lifecycle.step(state, new Signal.OrderDone(at(8), ORDER, "process 1 → 2")).state();

        Incident told =
                told(lifecycle.step(state, new Signal.Ticked(at(7).plus(STABLE)))).getFirst();

        assertThat(told.change()).isEqualTo(Change.RESOLVED);
        assertThat(told.restarts().getFirst().result()).isEqualTo("stable");
        assertThat(told.restarts().getFirst().after()).hasSeconds(4);
        assertThat(told.restarts().getFirst().detail()).isEqualTo("unit kontali, process 1 → 2");
    }

    @Test
    void whatTheThreadsDidIsToldWithTheNextRevisionAndOnce() {
        State state =
                lifecycle.step(in("OPEN"), new Signal.OrderBegan(at(2), ORDER, "unit a")).state();
        Signal seen = new Signal.ThreadsSeen(at(3), Lives.DUMP, "jcmd");
        state = lifecycle.step(state, seen).state();
        state = lifecycle.step(state, seen).state();
        state = lifecycle.step(state, new Signal.OrderDone(at(4), ORDER, "process 1 → 2")).state();

        Incident told = told(lifecycle.step(state, new Signal.Healthy(at(7)))).getFirst();

        assertThat(told.evidence()).containsOnlyOnce(Lives.DUMP);
        assertThat(told.timeline())
                .extracting(Incident.TimelineEntry::what)
                .containsOnlyOnce("looked at its threads by jcmd");
        assertThat(told.restarts().getFirst().detail()).isEqualTo("unit a, process 1 → 2");
    }

    @Test
    void aRestartByTheUnitManagerIsSaidOnceWithTheNextRevision() {
        Signal second = new Signal.RestartedElsewhere(at(3), "systemd", 2);
        State state = lifecycle.step(in("OPEN"), second).state();
        state = lifecycle.step(state, second).state();
        state = lifecycle.step(state, new Signal.RestartedElsewhere(at(4), "systemd", 13)).state();

        Incident told = told(lifecycle.step(state, new Signal.Healthy(at(7)))).getFirst();

        assertThat(told.timeline())
                .extracting(Incident.TimelineEntry::what)
                .containsOnlyOnce("restarted by systemd, 2nd time")
                .contains("restarted by systemd, 13th time");
        assertThat(told.restarts()).isEmpty();
    }

    @Test
    void healthFromBeforeTheRestartProvesNothing() {
        State restarting = in("RESTARTING");

        Step step = lifecycle.step(restarting, new Signal.Healthy(at(1)));

        assertThat(name(step.state())).isEqualTo("RESTARTING");
    }

    @Test
    void askingTwiceDoesNotUndoTheRestartUnderWay() {
        State restarting = in("RESTARTING");

        Step step =
                lifecycle.step(
                        restarting,
                        new Signal.OrderFailed(
                                at(3), new OrderId("o-2"), true, "another restart is under way"));

        assertThat(name(step.state())).isEqualTo("RESTARTING");
        assertThat(step.effects()).isEmpty();
    }

    @Test
    void whatWasGivenUpDiesOfSomethingElseAndIsOpenAgain() {
        Account other =
                Lives.account("d9", at(9), Cause.OOM_KILL, Confidence.CERTAIN, Settling.PROVEN);

        Step step = lifecycle.step(in("GAVE_UP"), new Signal.Died(at(9), other));

        assertThat(name(step.state())).isEqualTo("OPEN");
    }

    @Test
    void whatWasGivenUpAndDiesOfTheSameStaysSo() {
        Step step = lifecycle.step(in("GAVE_UP"), new Signal.Died(at(9), Lives.death("d9", 9)));

        assertThat(name(step.state())).isEqualTo("GAVE_UP");
    }

    @Test
    void aRefusedOrderIsNotedAsSuch() {
        Incident told =
                told(lifecycle.step(
                                in("OPEN"),
                                new Signal.OrderFailed(
                                        at(3), new OrderId("o-2"), true, "it has expired")))
                        .getFirst();

        assertThat(told.restarts().getFirst().result()).isEqualTo("refused");
        assertThat(told.note()).contains("refused: it has expired");
    }

    @Test
    void aDeathDuringTheRestartIsNotedThere() {
        Incident told =
                told(lifecycle.step(in("RESTARTING"), new Signal.Died(at(9), death("d2", 9))))
                        .getFirst();

        assertThat(told.restarts().getFirst().result()).isEqualTo("died-again");
        assertThat(told.state()).isEqualTo(IncidentState.OPEN);
    }

    @Test
    void givingUpIsToldOnceEvenWhenItRecoversInBetween() {
        State state = in("GAVE_UP");
        state = lifecycle.step(state, new Signal.Healthy(at(20))).state();
        state = lifecycle.step(state, new Signal.Died(at(22), death("d2", 22))).state();

        Incident told =
                told(lifecycle.step(state, new Signal.Declined(at(23), "varde", "budget used up")))
                        .getFirst();

        assertThat(told.state()).isEqualTo(IncidentState.GAVE_UP);
        assertThat(told.change()).isEqualTo(Change.UPDATED);
    }

    @Test
    void aFailureAfterADeathKeepsTheFirstCause() {
        Incident told =
                told(lifecycle.step(in("RECOVERING"), new Signal.Failing(at(20), failure("f1"))))
                        .getFirst();

        assertThat(told.cause()).isEqualTo(Cause.KILLED_BY_SIGNAL);
        assertThat(told.note()).contains("fails again");
    }

    @Test
    void aFlagGoesDownAtOnce() {
        State up = lifecycle.step(new State.Quiet(), new Signal.Failing(at(1), flag("m1"))).state();

        Incident told = told(lifecycle.step(up, new Signal.Healthy(at(5)))).getFirst();

        assertThat(told.state()).isEqualTo(IncidentState.RESOLVED);
    }

    @Test
    void aFlagIsTellingAWarning() {
        Step step = lifecycle.step(new State.Quiet(), new Signal.Failing(at(1), flag("m1")));

        assertThat(told(step).getFirst().change()).isEqualTo(Change.WARNING);
    }

    @Test
    void aWorkersIncidentEndsByItself() {
        State open =
                lifecycle.step(new State.Quiet(), new Signal.Died(at(1), worker("w1", 1))).state();

        Step early = lifecycle.step(open, new Signal.Ticked(at(30)));
        Step late = lifecycle.step(open, new Signal.Ticked(at(31)));

        assertThat(early.effects()).isEmpty();
        assertThat(told(late).getFirst().state()).isEqualTo(IncidentState.RESOLVED);
    }

    @Test
    void whatIsClosedByHandStaysClosedUntilItWasWell() {
        State open =
                lifecycle.step(new State.Quiet(), new Signal.Failing(at(1), flag("m1"))).state();
        State closed = lifecycle.step(open, new Signal.Closed(at(2), "kari", "known")).state();

        Step still = lifecycle.step(closed, new Signal.Failing(at(3), flag("m2")));
        State well = lifecycle.step(still.state(), new Signal.Healthy(at(4))).state();
        Step anew = lifecycle.step(well, new Signal.Failing(at(5), flag("m3")));

        assertThat(still.effects()).isEmpty();
        assertThat(told(anew)).hasSize(1);
    }

    @Test
    void anAcknowledgementIsKeptInLaterRevisions() {
        State open = in("OPEN");
        State known = lifecycle.step(open, new Signal.Acknowledged(at(2), "kari", "on it")).state();

        Incident told = told(lifecycle.step(known, new Signal.Healthy(at(5)))).getFirst();

        assertThat(told.acknowledged())
                .isEqualTo(new Incident.Acknowledgement("kari", at(2), "on it"));
    }

    @Test
    void theSameTroubleGetsTheSameId() {
        Step a = lifecycle.step(new State.Quiet(), new Signal.Died(at(1), death("d1", 1)));
        Step b = lifecycle.step(new State.Quiet(), new Signal.Died(at(400), death("d1", 1)));

        assertThat(told(a).getFirst().id()).isEqualTo(told(b).getFirst().id());
        assertThat(told(a).getFirst().id().value())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void idsSortByTheTimeOfDeath() {
        Step a = lifecycle.step(new State.Quiet(), new Signal.Died(at(1), death("d1", 1)));
        Step b = lifecycle.step(new State.Quiet(), new Signal.Died(at(2), death("d2", 2)));

        assertThat(told(a).getFirst().id().value()).isLessThan(told(b).getFirst().id().value());
    }

    /// An incident of the death `d1` at second 1, brought into a state.
    private State in(String state) {
        if (state.equals("QUIET")) {
            return new State.Quiet();
        }
        State open =
                lifecycle.step(new State.Quiet(), new Signal.Died(at(1), death("d1", 1))).state();
        return switch (IncidentState.valueOf(state)) {
            case OPEN -> open;
            case RESTARTING ->
                    lifecycle.step(open, new Signal.OrderBegan(at(2), ORDER, "unit")).state();
            case RECOVERING -> lifecycle.step(open, new Signal.Healthy(at(5))).state();
            case GAVE_UP -> lifecycle.step(open, new Signal.Declined(at(2), "varde", "no")).state();
            case RESOLVED ->
                    lifecycle.step(open, new Signal.Excused(at(5), "unit stopped")).state();
        };
    }

    private static String name(State state) {
        return state instanceof Episode e ? e.told().state().name() : "QUIET";
    }
}
