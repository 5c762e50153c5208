package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.kontali;
import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static dev.varde.processor.diagnosis.Scenario.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderId;
import dev.varde.events.Signals;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlannedStopTest {
    private static final OrderId ORDER = new OrderId("o-1");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INFO:     Shutting down",
                "[17] [INFO] Handling signal: term",
                "LOG:  received fast shutdown request",
                "received SIGTERM, closing",
                "INFO o.s.b.w.e.tomcat.GracefulShutdown : Commencing graceful shutdown.",
                "Stopping server",
                "worker: Warm shutdown (MainProcess)"
            })
    void sigtermWithAWordOfItIsPlanned(String line) {
        assertThat(planned(new Scenario().killedBy(Signals.TERM).lines(line))).isTrue();
    }

    @Test
    void aTraceBeforeAnEndWithSuccessIsNoPlan() {
        assertThat(
                        planned(
                                new Scenario()
                                        .exits(0)
                                        .lines(
                                                "Traceback (most recent call last):",
                                                "  File \"/srv/app.py\", line 3, in <module>",
                                                "ValueError: no customers")))
                .isFalse();
    }

    @Test
    void aUnitThatIsResetLongAfterwardsSaysNothingOfTheDeath() {
        Case.Death death = new Scenario().killedBy(Signals.SEGV).death();
        var reset =
                new Scenario().killedBy(Signals.SEGV).unit(DEATH + 3_600, "inactive", "success");

        assertThat(planned(new Scenario().killedBy(Signals.SEGV))).isFalse();
        assertThat(planned(reset)).isFalse();
        assertThat(PlannedStop.reason(death)).isEmpty();
    }

    @Test
    void linesOfALogThatWasSilentAllItsLifeAreNotItsWords() {
        assertThat(
                        planned(
                                new Scenario()
                                        .startedAt(DEATH + 100)
                                        .killedBy(Signals.KILL)
                                        .lines("received SIGTERM, closing")))
                .isFalse();
    }

    @Test
    void bareSigtermIsNot() {
        assertThat(planned(new Scenario().killedBy(Signals.TERM).lines("INFO order 17"))).isFalse();
    }

    @Test
    void aStopOfAnEarlierLifeIsNoWordOfThisOne() {
        assertThat(
                        planned(
                                new Scenario()
                                        .killedBy(Signals.TERM)
                                        .lines(
                                                "INFO:     Shutting down",
                                                "INFO:     Started server process [4711]")))
                .isFalse();
    }

    @Test
    void aWordFromMinutesAgoIsTooOld() {
        assertThat(
                        planned(
                                new Scenario()
                                        .killedBy(Signals.TERM)
                                        .logged(DEATH - 100, "INFO:     Shutting down")))
                .isFalse();
    }

    @Test
    void exitCodeZeroIsPlanned() {
        assertThat(planned(new Scenario().exits(0))).isTrue();
    }

    @Test
    void exitCode143WithAWordIsPlanned() {
        assertThat(planned(new Scenario().exits(143).lines("Shutting down"))).isTrue();
    }

    @Test
    void aKillAfterAStopRequestIsTheEndOfAStop() {
        assertThat(planned(new Scenario().killedBy(Signals.KILL).lines("received SIGTERM")))
                .isTrue();
    }

    @Test
    void aKillAfterTheProgramsOwnWordsIsNot() {
        assertThat(
                        planned(
                                new Scenario()
                                        .killedBy(Signals.KILL)
                                        .lines("INFO graceful shutdown hooks are set")))
                .isFalse();
    }

    @Test
    void aFailedStartThatCleansUpIsNotPlanned() {
        assertThat(
                        planned(
                                new Scenario()
                                        .exits(1)
                                        .lines(
                                                "ERROR Application run failed",
                                                "java.lang.IllegalStateException: no plan",
                                                "INFO HikariPool-1 - Shutdown initiated...")))
                .isFalse();
    }

    @Test
    void aCrashIsNeverPlanned() {
        assertThat(planned(new Scenario().killedBy(Signals.SEGV).lines("received SIGTERM")))
                .isFalse();
    }

    @Test
    void theUnitManagerMaySaySoAfterwards() {
        Scenario scenario =
                new Scenario()
                        .unit(1, "active", "success")
                        .killedBy(Signals.TERM)
                        .unit(DEATH + 0.5, "inactive", "success");

        assertThat(planned(scenario)).isTrue();
    }

    @Test
    void untilTheUnitManagerSpokeItIsUndecided() {
        Case.Death death =
                new Scenario().unit(1, "active", "success").killedBy(Signals.TERM).death();

        assertThat(PlannedStop.reason(death)).isEmpty();
        assertThat(PlannedStop.undecided(death)).isTrue();
    }

    @Test
    void theUnitManagersFailureIsNoPlan() {
        Scenario scenario =
                new Scenario().killedBy(Signals.TERM).unit(DEATH + 0.5, "failed", "signal");

        assertThat(planned(scenario)).isFalse();
    }

    @Test
    void aDeathUnderARestartOrderIsPlanned() {
        assertThat(planned(ordered(DEATH - 1, PID).killedBy(Signals.KILL))).isTrue();
    }

    @Test
    void theDeathOfWhatTheOrderStartedIsNot() {
        assertThat(planned(ordered(DEATH - 3, 4000).startedAt(DEATH - 1).exits(1))).isFalse();
    }

    @Test
    void anOrderOfLongAgoExplainsNothing() {
        assertThat(planned(ordered(DEATH - 300, PID).killedBy(Signals.KILL))).isFalse();
    }

    @Test
    void anOrderThatHasEndedExplainsNothing() {
        Scenario scenario =
                ordered(DEATH - 30, PID)
                        .see(
                                kontali(
                                        DEATH - 20,
                                        new OrderCarriedOut(
                                                ORDER, null, 0, "", Duration.ofSeconds(10))));

        assertThat(planned(scenario.killedBy(Signals.KILL))).isFalse();
    }

    private static Scenario ordered(double seconds, int pidBefore) {
        return new Scenario()
                .see(kontali(seconds, new OrderStarted(ORDER, null, "unit kontali", pidBefore)));
    }

    @Test
    void aUnitThatSomebodyRestartedWasStopped() {
        assertThat(planned(terminated().unitRuns(DEATH + 0.1, PID + 1, 0))).isTrue();
        assertThat(planned(terminated().unit(DEATH + 0.1, "activating", "success"))).isTrue();
    }

    @Test
    void aUnitThatTheManagerStartedAgainWasNot() {
        assertThat(planned(terminated().unitRuns(DEATH + 0.1, PID + 1, 1))).isFalse();
        assertThat(planned(terminated().unitAutoRestarts(DEATH + 0.1))).isFalse();
        assertThat(planned(new Scenario().killedBy(Signals.KILL).unitRuns(DEATH + 0.1, PID + 1, 0)))
                .isFalse();
    }

    @Test
    void whatTheUnitSaidOfTheLivingProcessLeavesItsEndUndecided() {
        Scenario s = terminated().unitRuns(DEATH - 1, PID, 0);

        assertThat(PlannedStop.undecided(s.death())).isTrue();
    }

    @Test
    void whatTheUnitSaidOfTheLifeBeforeIsNotAboutThisOne() {
        Scenario s = terminated().startedAt(DEATH - 1).unit(DEATH - 2, "inactive", "success");

        assertThat(planned(s)).isFalse();
    }

    @Test
    void aUnitThatCallsTheExitCodeOfASigtermAFailureWasStoppedAllTheSame() {
        assertThat(planned(new Scenario().exits(143).unit(DEATH, "failed", "exit-code"))).isTrue();
        assertThat(planned(new Scenario().exits(1).unit(DEATH, "failed", "exit-code"))).isFalse();
    }

    @Test
    void aKillAfterAStopThatTookTooLongIsTheEndOfTheStop() {
        Scenario ran = new Scenario().running().checkPassed(10).killedBy(Signals.KILL);
        Scenario never = new Scenario().running().killedBy(Signals.KILL);

        assertThat(planned(ran.unit(DEATH, "failed", "timeout"))).isTrue();
        assertThat(planned(never.unit(DEATH, "failed", "timeout"))).isFalse();
    }

    private static Scenario terminated() {
        return new Scenario().killedBy(Signals.TERM);
    }

    private static boolean planned(Scenario scenario) {
        return PlannedStop.reason(scenario.death()).isPresent();
    }
}
