package dev.varde.processor.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whether a line that names a cause says that the program ended of it.
class SaidTest {
    private static final String FAILS = "write failed: No space left on device";
    private static final String HINTS = "connect: connection refused 127.0.0.1:5432";
    private static final String ENDS =
            "Terminating due to java.lang.OutOfMemoryError: Java heap space";

    @Test
    void aReasonAtTheEndIsOne() {
        assertThat(presumed("order 17 stored", FAILS)).contains(Cause.DISK_FULL);
    }

    @Test
    void aReasonAfterWhichTheProgramWentOnIsNone() {
        assertThat(presumed(FAILS, "order 17", "order 18", "order 19", "order 20")).isEmpty();
    }

    @Test
    void aFewLinesBehindItAreItsEnd() {
        assertThat(presumed(FAILS, "closing files", "bye", "done")).contains(Cause.DISK_FULL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shutting down",
                "",
                "systemd[1]: kontali.service: Scheduled restart job, restart counter is at 3.",
                "retrying in 5 s",
                "    at no.kontali.Ledger.store(Ledger.java:51)",
                "write failed: No space left on device"
            })
    void linesOfTheEndItselfAreNotGoingOn(String noise) {
        assertThat(presumed(FAILS, noise, noise, noise, noise, noise, noise))
                .contains(Cause.DISK_FULL);
    }

    @Test
    void whatManyProgramsSurviveDoesNotShowAnEnd() {
        assertThat(presumed(HINTS)).isEmpty();
    }

    @Test
    void onceTheEndIsKnownItIsTheReason() {
        assertThat(new Scenario().lines(HINTS).diagnosis().best().cause())
                .isEqualTo(Cause.DATABASE_UNREACHABLE);
    }

    @Test
    void whatOnlyAnEndIsWrittenForCountsWhateverFollows() {
        assertThat(presumed(ENDS, "a", "b", "c", "d", "e")).contains(Cause.HEAP_EXHAUSTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-01 12:00:00 WARN  export: ",
                "level=warn msg=",
                "[warn] ",
                "2026-11-01 12:00:00 INFO  (non-fatal) "
            })
    void aWarningIsNoEnd(String before) {
        assertThat(presumed(before + FAILS)).isEmpty();
    }

    @Test
    void aReasonThatIsTheLastLineIsCertain() {
        assertThat(found("order 17 stored", FAILS_TO_LOAD).confidence())
                .isEqualTo(Confidence.CERTAIN);
        assertThat(found(FAILS_TO_LOAD, "order 17 stored").confidence())
                .isEqualTo(Confidence.LIKELY);
        assertThat(found("WARN " + FAILS_TO_LOAD).confidence()).isEqualTo(Confidence.LIKELY);
    }

    private static final String FAILS_TO_LOAD =
            "kontali: error while loading shared libraries: libpq.so.5: cannot open shared object"
                    + " file: No such file or directory";

    private static Finding found(String... lines) {
        return new Scenario()
                .startedAt(Scenario.DEATH - 2)
                .lines(lines)
                .by(new MissingDependency())
                .orElseThrow();
    }

    private static Optional<Cause> presumed(String... lines) {
        return Diagnosis.ofAny(new Scenario().lines(lines).presumed())
                .map(d -> d.best().cause())
                .filter(c -> !c.equals(Cause.UNKNOWN));
    }
}
