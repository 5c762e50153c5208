package dev.varde.processor.diagnosis;

import static dev.varde.processor.Cast.kontali;
import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static dev.varde.processor.diagnosis.Scenario.PID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.Signals;
import dev.varde.events.UnitFact.StartLimitHit;
import dev.varde.events.UnitFact.WatchdogExpired;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which of several causes is believed.
class BeliefTest {
    private static final String[] TRACE = {
        "Traceback (most recent call last):",
        "  File \"/srv/kontali/jobs.py\", line 61, in run",
        "KeyError: 'NO-4417'"
    };
    private static final String DISK = "write failed: No space left on device";
    private static final String FILES = "accept: too many open files";

    @Test
    void memoryGoesBeforeWhatTheProgramSaid() {
        Diagnosis d =
                new Scenario().oom(DEATH - 0.1, PID, OomScope.GLOBAL).lines(TRACE).diagnosis();

        assertThat(causes(d)).startsWith(Cause.OOM_KILL, Cause.UNHANDLED_EXCEPTION);
    }

    @Test
    void whatWasSaidLastIsBelieved() {
        assertThat(best(DISK, "order 17", FILES)).isEqualTo(Cause.DESCRIPTORS_EXHAUSTED);
        assertThat(best(FILES, "order 17", DISK)).isEqualTo(Cause.DISK_FULL);
    }

    @Test
    void aSpecialCauseInATraceGoesBeforeTheTrace() {
        Diagnosis d =
                new Scenario()
                        .lines(
                                "Traceback (most recent call last):",
                                "  File \"/srv/kontali/jobs.py\", line 61, in run",
                                "OSError: [Errno 24] Too many open files")
                        .diagnosis();

        assertThat(causes(d)).startsWith(Cause.DESCRIPTORS_EXHAUSTED, Cause.UNHANDLED_EXCEPTION);
    }

    @Test
    void whatStandsRightBeforeAPlainTraceIsItsReason() {
        assertThat(best(joined(Stream.of(DISK), TRACE))).isEqualTo(Cause.DISK_FULL);
    }

    @Test
    void whatStandsLongBeforeATraceIsNot() {
        assertThat(
                        best(
                                joined(
                                        Stream.concat(
                                                Stream.of(DISK),
                                                Stream.generate(() -> "order").limit(12)),
                                        TRACE)))
                .isEqualTo(Cause.UNHANDLED_EXCEPTION);
    }

    @Test
    void ofTwoCausesInOneLineTheOneThatOnlyAnEndIsWrittenFor() {
        assertThat(best("FATAL ERROR: ENOSPC Allocation failed - JavaScript heap out of memory"))
                .isEqualTo(Cause.HEAP_EXHAUSTED);
    }

    @Test
    void itsOwnWordsGoBeforeTheUnitManagers() {
        Diagnosis d =
                new Scenario()
                        .lines(TRACE)
                        .see(kontali(DEATH + 1, new StartLimitHit("k.service", "too quickly")))
                        .diagnosis();

        assertThat(causes(d)).startsWith(Cause.UNHANDLED_EXCEPTION, Cause.CRASH_LOOP);
    }

    @Test
    void theUnitManagersWordsGoBeforeTheWayItEnded() {
        Diagnosis d =
                new Scenario()
                        .killedBy(Signals.ABRT)
                        .see(kontali(DEATH - 1, new WatchdogExpired("k.service", "timeout!")))
                        .diagnosis();

        assertThat(causes(d)).startsWith(Cause.WATCHDOG, Cause.NATIVE_CRASH);
    }

    @Test
    void aLoopWithoutAReasonIsSaidBeforeAnEndWithoutOne() {
        Diagnosis d =
                new Scenario()
                        .exits(7)
                        .see(kontali(DEATH + 1, new StartLimitHit("k.service", "too quickly")))
                        .diagnosis();

        assertThat(causes(d)).startsWith(Cause.CRASH_LOOP, Cause.EXIT_UNEXPLAINED);
    }

    @Test
    void whatIsOnlyPossibleComesLast() {
        Diagnosis d = new Scenario().killedBy(Signals.KILL).hostMemory(10L << 20, 0).diagnosis();

        assertThat(causes(d)).startsWith(Cause.KILLED_BY_SIGNAL, Cause.OOM_KILL);
        assertThat(d.others().getFirst().confidence()).isEqualTo(Confidence.POSSIBLE);
    }

    @Test
    void unknownIsSaidOnlyWhereNothingElseIs() {
        assertThat(causes(new Scenario().exits(7).diagnosis())).doesNotContain(Cause.UNKNOWN);
        assertThat(causes(new Scenario().endsUnseen().diagnosis())).containsExactly(Cause.UNKNOWN);
    }

    private static String[] joined(Stream<String> before, String[] trace) {
        return Stream.concat(before, Stream.of(trace)).toArray(String[]::new);
    }

    private static Cause best(String... lines) {
        return new Scenario().lines(lines).diagnosis().best().cause();
    }

    private static List<Cause> causes(Diagnosis d) {
        return d.all().stream().map(Finding::cause).toList();
    }
}
