package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.kontali;
import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static dev.varde.processor.diagnosis.Scenario.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Incident.Evidence;
import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.StartLimitHit;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.events.UnitFact.WatchdogExpired;
import org.junit.jupiter.api.Test;

class UnitWordsTest {
    private static final String UNIT = "kontali.service";

    private static UnitFailed failed(String result) {
        return new UnitFailed(UNIT, result, UNIT + ": Failed with result '" + result + "'.");
    }

    @Test
    void aKillForMemoryThatOnlyTheUnitManagerSawIsOne() {
        Scenario s = new Scenario().killedBy(9).see(kontali(DEATH + 1, failed("oom-kill")));

        assertThat(s.diagnosis().best().cause().id()).isEqualTo("oom-kill");
        assertThat(s.diagnosis().best().evidence())
                .extracting(Evidence::text)
                .contains("kontali.service: Failed with result 'oom-kill'.");
    }

    @Test
    void withALimitItIsTheLimit() {
        Scenario s =
                new Scenario()
                        .limit(1L << 30)
                        .killedBy(9)
                        .see(kontali(DEATH + 1, failed("oom-kill")));

        assertThat(s.diagnosis().best().cause().id()).isEqualTo("memory-limit");
    }

    @Test
    void theSameWordAboutAnEarlierLifeIsNot() {
        Scenario s =
                new Scenario()
                        .see(kontali(DEATH - 60, failed("oom-kill")))
                        .startedAt(DEATH - 50)
                        .killedBy(9);

        assertThat(s.diagnosis().best().cause().id()).isEqualTo("killed-by-signal");
    }

    @Test
    void watchdogAndStartLimitAreQuotedWithTheDeath() {
        Scenario s =
                new Scenario()
                        .killedBy(6)
                        .see(kontali(DEATH - 1, new WatchdogExpired(UNIT, "Watchdog timeout!")))
                        .see(kontali(DEATH + 1, new StartLimitHit(UNIT, "repeated too quickly")));

        assertThat(s.death().around())
                .filteredOn(e -> e.source().equals("unit"))
                .extracting(Evidence::text)
                .containsExactly("Watchdog timeout!", "repeated too quickly");
    }

    @Test
    void aDeathToldLateIsJoinedWithWhatWasWrittenWhenItHappened() {
        Scenario s =
                new Scenario()
                        .endsUnseen()
                        .see(kontali(500, failed("signal")))
                        .see(
                                kontali(
                                        500,
                                        new UnitProcessExited(
                                                UNIT, true, PID, EndCode.KILLED, 9, "killed")));

        assertThat(s.diagnosis().best().cause().id()).isEqualTo("killed-by-signal");
        assertThat(s.death().around())
                .extracting(Evidence::text)
                .contains("kontali.service: Failed with result 'signal'.");
    }
}
