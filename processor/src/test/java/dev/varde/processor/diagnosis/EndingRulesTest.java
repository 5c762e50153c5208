package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.kontali;
import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static dev.varde.processor.diagnosis.Scenario.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndingRulesTest {
    private static final TrapRaised SEGFAULT =
            new TrapRaised(PID, "python3", "segfault", "python3[4711]: segfault at 18 ip 0");

    @ParameterizedTest
    @ValueSource(ints = {Signals.SEGV, Signals.BUS, Signals.ILL, Signals.ABRT, Signals.FPE})
    void aCrashingSignalIsANativeCrash(int signal) {
        Finding found = new Scenario().killedBy(signal).by(new NativeCrash()).orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void theKernelsLineIsQuotedFirst() {
        Finding found =
                new Scenario()
                        .see(kontali(DEATH - 0.1, SEGFAULT))
                        .killedBy(Signals.SEGV)
                        .by(new NativeCrash())
                        .orElseThrow();

        assertThat(found.evidence().getFirst().source()).isEqualTo("kernel");
        assertThat(found.summary()).contains("segfault");
    }

    @Test
    void aPanicThatPrintsSigsegvIsNoNativeCrash() {
        Scenario scenario =
                new Scenario()
                        .exits(2)
                        .lines(
                                "panic: runtime error: invalid memory address",
                                "[signal SIGSEGV: segmentation violation]",
                                "goroutine 1 [running]:");

        assertThat(scenario.by(new NativeCrash())).isEmpty();
    }

    @Test
    void anUncaughtCppExceptionIsNoNativeCrash() {
        Scenario scenario =
                new Scenario()
                        .killedBy(Signals.ABRT)
                        .lines("terminate called after throwing an instance of 'std::bad_alloc'");

        assertThat(scenario.by(new NativeCrash())).isEmpty();
        assertThat(scenario.by(new UnhandledException())).isPresent();
    }

    @Test
    void aKilledProcessDidNotCrash() {
        assertThat(new Scenario().killedBy(Signals.KILL).by(new NativeCrash())).isEmpty();
    }

    @Test
    void aKillWithoutAnythingElseIsAKill() {
        Finding found =
                new Scenario().killedBy(Signals.KILL).by(new KilledBySignal()).orElseThrow();

        assertThat(found.summary())
                .isEqualTo("kontali-backend on web-1 was killed by signal 9 (KILL)");
        assertThat(found.confidence()).isEqualTo(Confidence.CERTAIN);
    }

    @Test
    void aSignalToldByAnExitCodeIsOnlyLikely() {
        Finding found = new Scenario().exits(137).by(new KilledBySignal()).orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(found.summary()).contains("exit code 137");
    }

    @Test
    void anExitByItselfIsNoSignal() {
        assertThat(new Scenario().exits(1).by(new KilledBySignal())).isEmpty();
        assertThat(new Scenario().killedBy(Signals.KILL).by(new ExitUnexplained())).isEmpty();
    }

    @Test
    void aFailureCodeWithoutAWordIsUnexplained() {
        Diagnosis diagnosis = new Scenario().exits(3).lines("INFO fine").diagnosis();

        assertThat(diagnosis.best().cause()).isEqualTo(Cause.EXIT_UNEXPLAINED);
        assertThat(diagnosis.others()).noneMatch(f -> f.cause().equals(Cause.UNKNOWN));
    }

    @Test
    void anEndThatNobodyCouldReadIsUnknown() {
        Diagnosis diagnosis = new Scenario().endsUnseen().diagnosis();

        assertThat(diagnosis.best().cause()).isEqualTo(Cause.UNKNOWN);
        assertThat(diagnosis.best().summary()).contains("kernel older than 6.13");
    }

    @Test
    void aWorkerIsCalledOne() {
        Finding found =
                new Scenario()
                        .asWorker()
                        .killedBy(Signals.KILL)
                        .by(new KilledBySignal())
                        .orElseThrow();

        assertThat(found.summary()).startsWith("a worker of kontali-backend on web-1 (pid 4711)");
    }

    @Test
    void noAnswerInTimeWhileItLivesIsAHang() {
        Case.Failing failing =
                new Scenario().running().checkFailed(90, Failure.TIMEOUT, null).failing(true);

        assertThat(new Hang().examine(failing).orElseThrow().confidence())
                .isEqualTo(Confidence.LIKELY);
        assertThat(new Hang().examine(failing).orElseThrow().advice().getFirst().commands())
                .contains("py-spy dump --pid 4711");
        assertThat(new Unhealthy().examine(failing)).isEmpty();
    }

    @Test
    void noAnswerInTimeOfSomethingUnwatchedIsOnlyPossiblyOne() {
        Case.Failing failing = new Scenario().checkFailed(90, Failure.TIMEOUT, null).failing(false);

        assertThat(Diagnosis.of(failing).best().confidence()).isEqualTo(Confidence.POSSIBLE);
    }

    @ParameterizedTest
    @EnumSource(names = {"STATUS", "PROTOCOL", "CLOSED", "ERROR"})
    void aBadAnswerIsUnhealthyAndNoHang(Failure failure) {
        Case.Failing failing = new Scenario().checkFailed(90, failure, null).failing(true);

        assertThat(Diagnosis.of(failing).best().cause()).isEqualTo(Cause.UNHEALTHY);
        assertThat(new Hang().examine(failing)).isEmpty();
    }

    @Test
    void unhealthyNamesTheNeighbourThatIsDown() {
        Case.Failing failing =
                new Scenario().neighbourDown().checkFailed(90, Failure.STATUS, null).failing(true);

        assertThat(Diagnosis.of(failing).best().summary())
                .contains("postgres, which it needs, is down");
    }

    @Test
    void aRefusedConnectionToSomethingUnwatchedIsUnknown() {
        Case.Failing failing = new Scenario().checkFailed(90, Failure.REFUSED, null).failing(false);

        assertThat(Diagnosis.of(failing).best().cause()).isEqualTo(Cause.UNKNOWN);
    }

    @Test
    void aPortHeldBySomebodyElseIsNamed() {
        Case.Failing failing =
                new Scenario()
                        .checkFailed(90, Failure.STATUS, new PortHolder(77, "nginx"))
                        .failing(true);

        Finding best = Diagnosis.of(failing).best();

        assertThat(best.cause()).isEqualTo(Cause.PORT_IN_USE);
        assertThat(best.summary()).contains("by nginx (pid 77)");
    }

    @Test
    void namesAreQuotedForTheShell() {
        assertThat(Shell.quote("kontali.service")).isEqualTo("kontali.service");
        assertThat(Shell.quote("a; rm -rf '/'")).isEqualTo("'a; rm -rf '\\''/'\\'''");
    }

    @Test
    void figuresAreSaidForPeople() {
        assertThat(Say.bytes(512)).isEqualTo("512 bytes");
        assertThat(Say.bytes(2_040_109_466L)).isEqualTo("1.9 GiB");
        assertThat(Say.bytes(512L << 20)).isEqualTo("512 MiB");
    }
}
