package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.kontali;
import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static dev.varde.processor.diagnosis.Scenario.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.Confidence;
import dev.varde.events.HostEvent;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.Signals;
import dev.varde.events.UnitFact.UnitFailed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A program that is made to stop says the same as one that somebody wants to stop.
class ForcedStopTest {
    @Test
    void anEndByEarlyoomIsNotPlannedThoughTheProgramShutDown() {
        Scenario s = told().killedBy(Signals.TERM).see(kill(PID, Killer.EARLYOOM));

        assertThat(PlannedStop.reason(s.death())).isEmpty();
        assertThat(s.diagnosis().best().cause()).isEqualTo(Cause.OOM_GUARD);
        assertThat(s.diagnosis().best().confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void noMoreIsOneWithACleanEnd() {
        Scenario s = told().exits(0).see(kill(PID, Killer.EARLYOOM));

        assertThat(PlannedStop.reason(s.death())).isEmpty();
        assertThat(s.diagnosis().best().cause()).isEqualTo(Cause.OOM_GUARD);
    }

    @ParameterizedTest
    @EnumSource(names = {"EARLYOOM", "SYSTEMD_OOMD"})
    void aGuardThatNamesNoProcessIsOnlyLikely(Killer killer) {
        Scenario s = new Scenario().killedBy(Signals.KILL).see(kill(0, killer));

        assertThat(s.diagnosis().best().cause()).isEqualTo(Cause.OOM_GUARD);
        assertThat(s.diagnosis().best().confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aKillByTheKernelIsNotTheGuards() {
        Scenario s = new Scenario().killedBy(Signals.KILL).oom(DEATH - 0.1, PID, OomScope.GLOBAL);

        assertThat(s.by(new OomGuard())).isEmpty();
        assertThat(s.diagnosis().best().cause()).isEqualTo(Cause.OOM_KILL);
    }

    @Test
    void aGuardThatKilledSomebodyElseExplainsNothing() {
        Scenario s = told().killedBy(Signals.TERM).see(kill(PID + 900, Killer.EARLYOOM));

        assertThat(PlannedStop.reason(s.death()).isPresent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"watchdog, watchdog", "oom-kill, oom-kill", "timeout, start-timeout"})
    void theUnitManagersReasonCountsMoreThanThatItStopped(String result, String cause) {
        Scenario s = told().killedBy(Signals.TERM).see(kontali(DEATH + 1, failed(result)));

        assertThat(PlannedStop.reason(s.death())).isEmpty();
        assertThat(s.diagnosis().best().cause().id()).isEqualTo(cause);
    }

    @Test
    void aChildThatWasKilledForMemoryTakesTheUnitDownThoughItsEndIsClean() {
        Scenario s = told().exits(0).see(kontali(DEATH + 1, failed("oom-kill")));

        assertThat(PlannedStop.reason(s.death())).isEmpty();
        assertThat(s.diagnosis().best().cause()).isEqualTo(Cause.OOM_KILL);
    }

    @Test
    void aTimeoutAfterItHadAnsweredIsAStop() {
        Scenario s =
                told().checkPassed(10)
                        .killedBy(Signals.KILL)
                        .see(kontali(DEATH + 1, failed("timeout")));

        assertThat(PlannedStop.reason(s.death())).isPresent();
        assertThat(s.by(new StartTimeout())).isEmpty();
    }

    @Test
    void ofOneThatNobodyAsksAKillEndsAStop() {
        Scenario s =
                told().see(
                                kontali(
                                        0.2,
                                        new ServiceDeclared(
                                                Map.of(), List.of(), true, List.of(), null, false)))
                        .killedBy(Signals.KILL)
                        .see(kontali(DEATH + 1, failed("timeout")));

        assertThat(s.by(new StartTimeout())).isEmpty();
    }

    private static Scenario told() {
        return new Scenario().lines("INFO: Received SIGTERM", "INFO: Shutting down");
    }

    private static HostEvent kill(int pid, Killer killer) {
        String comm = pid == PID ? "python3" : pid == 0 ? "" : "convert";
        return kontali(
                DEATH - 0.5,
                new OomKilled(
                        pid,
                        comm,
                        OomScope.GLOBAL,
                        killer,
                        null,
                        null,
                        "sending SIGTERM to process " + pid,
                        List.of()));
    }

    private static UnitFailed failed(String result) {
        return new UnitFailed(
                "kontali.service", result, "kontali.service: Failed with result '" + result + "'.");
    }
}
