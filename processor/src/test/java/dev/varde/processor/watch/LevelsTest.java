package dev.varde.processor.watch;

import static dev.varde.processor.Cast.at;
import static dev.varde.processor.Cast.kontali;
import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static dev.varde.processor.diagnosis.Scenario.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.ExitStatus;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.Signals;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.diagnosis.Scenario;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LevelsTest {
    @Test
    void aLivingServiceWithPassingChecksIsFine() {
        Scenario s = new Scenario().running().checkPassed(5);

        assertThat(level(s, 10)).isEqualTo(new Level.Fine(at(5)));
    }

    @Test
    void beforeItsFirstAnswerNothingCanBeSaid() {
        assertThat(level(new Scenario().running(), 10)).isInstanceOf(Level.Unclear.class);
    }

    @Test
    void anAnswerOfTheProcessBeforeProvesNothing() {
        Scenario s = new Scenario().checkPassed(5).startedAt(8).running();

        assertThat(level(s, 10)).isInstanceOf(Level.Unclear.class);
    }

    @Test
    void anAnswerThatCameJustBeforeTheStartWasSeenCounts() {
        Scenario s = new Scenario().checkPassed(8.5).startedAt(8).running();

        assertThat(level(s, 10)).isEqualTo(new Level.Fine(at(8.5)));
    }

    @Test
    void aStartingServiceIsGivenTime() {
        Scenario s = new Scenario().running().checkFailed(20, Failure.REFUSED, null);

        assertThat(level(s, 59)).isInstanceOf(Level.Wait.class);
        assertThat(level(s, 61)).isInstanceOf(Level.Down.class);
    }

    @Test
    void oneThatHasAnsweredIsNot() {
        Scenario s = new Scenario().running().checkPassed(5).checkFailed(20, Failure.TIMEOUT, null);

        assertThat(level(s, 20)).isInstanceOf(Level.Down.class);
    }

    @Test
    void aDeadMainProcessIsDeadWhateverTheChecksSay() {
        Scenario s = new Scenario().running().checkPassed(5).killedBy(Signals.KILL);
        s.death();

        assertThat(level(s, DEATH + 1)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void aPlannedStopExplainsFailingChecks() {
        Scenario s = new Scenario().running().checkPassed(5).killedBy(Signals.TERM);
        s.lines("Shutting down").death();
        s.checkFailed(DEATH + 5, Failure.REFUSED, null);

        assertThat(level(s, DEATH + 3_600)).isInstanceOf(Level.Planned.class);
        assertThat(level(s, DEATH + 100_000)).isInstanceOf(Level.Down.class);
    }

    @Test
    void aSuccessfulExitThatStaysAwayIsMissedAfterAMinute() {
        Scenario s = new Scenario().running().checkPassed(5).exits(0);
        s.death();
        s.checkFailed(DEATH + 2, Failure.REFUSED, null);

        assertThat(level(s, DEATH + 30)).isInstanceOf(Level.Planned.class);
        assertThat(level(s, DEATH + 63))
                .isInstanceOfSatisfying(
                        Level.Down.class, d -> assertThat(d.c()).isInstanceOf(Case.Away.class));
    }

    @Test
    void aBareSigtermWaitsForTheUnitManager() {
        Scenario s = new Scenario().running().unit(1, "active", "success").killedBy(Signals.TERM);
        s.death();

        assertThat(level(s, DEATH + 1)).isInstanceOf(Level.Wait.class);
        assertThat(level(s, DEATH + 4)).isInstanceOf(Level.Dead.class);
    }

    @Test
    void aServiceWithoutChecksIsFineWhenItHasLived() {
        Scenario s = new Scenario().see(kontali(0.2, declared(true, List.of()))).running();

        assertThat(level(s, 1)).isInstanceOf(Level.Wait.class);
        assertThat(level(s, 3)).isEqualTo(new Level.Fine(at(2)));
    }

    @Test
    void somethingUnwatchedIsDownByItsCheckAlone() {
        Scenario s =
                new Scenario()
                        .see(kontali(0.2, declared(false, List.of("http"))))
                        .checkFailed(5, Failure.REFUSED, null);

        assertThat(level(s, 6))
                .isInstanceOfSatisfying(
                        Level.Down.class,
                        d -> assertThat(((Case.Failing) d.c()).alive()).isFalse());
    }

    @Test
    void aKilledWorkerUnderALivingMasterIsNews() {
        Scenario s = new Scenario().running();
        worker(s, 90, ExitStatus.signalled(Signals.KILL, false), 10);

        assertThat(Workers.of(scene(s, 90.5))).isInstanceOf(Level.Wait.class);
        assertThat(Workers.of(scene(s, 92))).isInstanceOf(Level.Dead.class);
        assertThat(Workers.of(scene(s, 200))).isInstanceOf(Level.Unclear.class);
    }

    @Test
    void aShortLivedChildThatFailsIsNot() {
        Scenario s = new Scenario().running();
        worker(s, 90, ExitStatus.exited(1), 89);

        assertThat(Workers.of(scene(s, 92))).isInstanceOf(Level.Unclear.class);
    }

    @Test
    void aWorkerThatWasToldToStopIsNot() {
        Scenario s = new Scenario().running();
        worker(s, 90, ExitStatus.signalled(Signals.TERM, false), 10);

        assertThat(Workers.of(scene(s, 92))).isInstanceOf(Level.Unclear.class);
    }

    @Test
    void aWorkerThatDiesWithItsMasterIsPartOfThatDeath() {
        Scenario s = new Scenario().running();
        worker(s, DEATH - 0.1, ExitStatus.signalled(Signals.KILL, false), 10);
        s.killedBy(Signals.KILL).death();

        assertThat(Workers.of(scene(s, DEATH + 2))).isInstanceOf(Level.Unclear.class);
    }

    private static void worker(Scenario s, double at, ExitStatus exit, double started) {
        ProcessKey key = new ProcessKey(PID + 1, 2);
        s.see(
                kontali(
                        started,
                        new ProcessStarted(key, Role.WORKER, "python3", at(started), false)));
        s.see(
                kontali(
                        at,
                        new ProcessExited(
                                key,
                                Role.WORKER,
                                "python3",
                                at(started),
                                exit,
                                null,
                                null,
                                List.of(),
                                1)));
    }

    private static ServiceDeclared declared(boolean process, List<String> checks) {
        return new ServiceDeclared(Map.of(), List.of(), process, checks, null, false);
    }

    private static Level level(Scenario s, double now) {
        return Levels.of(scene(s, now));
    }

    private static Scene scene(Scenario s, double now) {
        return new Scene(s.instance(), s.hostEvidence(), List.of(), at(now), at(now));
    }
}
