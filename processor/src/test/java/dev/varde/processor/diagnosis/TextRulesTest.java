package dev.varde.processor.diagnosis;

import static dev.varde.processor.diagnosis.Scenario.DEATH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Signals;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
    private static final String[] PYTHON = {
        "Traceback (most recent call last):",
        "  File \"/srv/app/main.py\", line 7, in <module>",
        "    start()",
        "  File \"/srv/venv/lib/python3.12/site-packages/lib.py\", line 3, in start",
        "    raise ValueError(\"no region\")",
        "ValueError: no region"
    };

    @Test
    void anExceptionIsToldWithItsOwnFrame() {
        Finding found = new Scenario().lines(PYTHON).by(new UnhandledException()).orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(found.summary())
                .isEqualTo(
                        "kontali-backend on web-1 ended with an unhandled ValueError: no region at"
                                + " /srv/app/main.py line 7, <module> (exit code 1)");
    }

    @Test
    void chainedExceptionsAreQuotedWhole() {
        Finding found =
                new Scenario()
                        .lines(
                                "Traceback (most recent call last):",
                                "  File \"a.py\", line 1, in f",
                                "KeyError: 'a'",
                                "",
                                "During handling of the above exception, another exception occurred:",
                                "",
                                "Traceback (most recent call last):",
                                "  File \"a.py\", line 3, in g",
                                "RuntimeError: no a")
                        .by(new UnhandledException())
                        .orElseThrow();

        assertThat(found.summary()).contains("RuntimeError: no a");
        assertThat(found.evidence().getFirst().text()).contains("KeyError");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR:    Exception in ASGI application",
                "[2026-11-01] ERROR in app: Exception on /orders [GET]",
                "ERROR Internal Server Error: /orders",
                "[ERROR/ForkPoolWorker-1] Task send[1] raised unexpected: KeyError('a')",
                "ERROR asyncio: Task exception was never retrieved"
            })
    void anExceptionOfOneRequestIsNotTheEnd(String before) {
        String[] lines = new String[PYTHON.length + 1];
        lines[0] = before;
        System.arraycopy(PYTHON, 0, lines, 1, PYTHON.length);

        assertThat(new Scenario().lines(lines).by(new UnhandledException())).isEmpty();
    }

    @Test
    void anExceptionThatTheProgramSurvivedIsNotTheEnd() {
        String[] lines = new String[PYTHON.length + 3];
        System.arraycopy(PYTHON, 0, lines, 0, PYTHON.length);
        lines[PYTHON.length] = "INFO order 17 stored";
        lines[PYTHON.length + 1] = "INFO order 18 stored";
        lines[PYTHON.length + 2] = "INFO order 19 stored";

        assertThat(new Scenario().lines(lines).by(new UnhandledException())).isEmpty();
    }

    @Test
    void aKilledProgramDidNotEndByItsTrace() {
        Scenario scenario = new Scenario().killedBy(Signals.KILL).lines(PYTHON);

        assertThat(scenario.diagnosis().best().cause()).isEqualTo(Cause.KILLED_BY_SIGNAL);
    }

    @Test
    void aTraceOfAnEarlierLifeIsNotThisOnes() {
        Scenario scenario =
                new Scenario().startedAt(DEATH - 30).logged(DEATH - 90, PYTHON).exits(7);

        assertThat(scenario.diagnosis().best().cause()).isEqualTo(Cause.EXIT_UNEXPLAINED);
    }

    @Test
    void aTraceOfThisLifeIsKnownByItsEvent() {
        Finding found =
                new Scenario()
                        .logged(DEATH - 0.1, PYTHON)
                        .by(new UnhandledException())
                        .orElseThrow();

        assertThat(found.because()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "psycopg2.OperationalError: connection to server at \"db\", port 5432 failed: FATAL: "
                        + " password authentication failed for user \"app\"",
                "psycopg2.OperationalError: connection to server at \"db\", port 5432 failed: FATAL: "
                        + " sorry, too many clients already"
            })
    void aDatabaseThatAnswersIsReachable(String line) {
        assertThat(new Scenario().lines(line).by(new DatabaseUnreachable())).isEmpty();
    }

    @Test
    void aRefusedConnectionToSomethingElseIsNoDatabase() {
        assertThat(
                        new Scenario()
                                .lines("Error: connect ECONNREFUSED 127.0.0.1:9999")
                                .by(new DatabaseUnreachable()))
                .isEmpty();
    }

    @Test
    void aDownNeighbourMakesItCertain() {
        Finding found =
                new Scenario()
                        .neighbourDown()
                        .lines("could not connect to server: Connection refused")
                        .by(new DatabaseUnreachable())
                        .orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(found.summary()).endsWith("postgres on the same host is down");
    }

    @Test
    void aLivingRetryIsOnlyLikely() {
        Finding found =
                new Scenario()
                        .lines("Error 111 connecting to 127.0.0.1:6379", "Trying again in 2 s")
                        .by(new DatabaseUnreachable())
                        .orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
    }

    @Test
    void aWatchLimitIsNoFullDisk() {
        assertThat(
                        new Scenario()
                                .lines(
                                        "Error: ENOSPC: System limit for number of file watchers reached")
                                .by(new DiskFull()))
                .isEmpty();
    }

    @Test
    void aFullFileSystemMakesItCertain() {
        Finding found =
                new Scenario()
                        .disk("/var", 0.99)
                        .lines("No space left on device")
                        .by(new DiskFull())
                        .orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.CERTAIN);
        assertThat(found.summary()).contains("/var is full");
    }

    @Test
    void roomEverywhereSpeaksAgainstAFullDisk() {
        Finding found =
                new Scenario()
                        .disk("/", 0.4)
                        .lines("No space left on device")
                        .by(new DiskFull())
                        .orElseThrow();

        assertThat(found.confidence()).isEqualTo(Confidence.LIKELY);
        assertThat(found.against()).isNotEmpty();
    }

    @Test
    void aBusyReadIsNothing() {
        Scenario scenario = new Scenario().lines("read: Resource temporarily unavailable");

        assertThat(scenario.diagnosis().best().cause()).isEqualTo(Cause.EXIT_UNEXPLAINED);
    }

    @Test
    void colouredAndHostileLinesAreRead() {
        Finding found =
                new Scenario()
                        .lines(
                                "\u001b[31mError: listen EADDRINUSE: address already in use :::3000\u001b[0m")
                        .by(new PortInUse())
                        .orElseThrow();

        assertThat(found.summary()).contains("port 3000");
        assertThat(found.advice().getFirst().commands())
                .containsExactly("ss -ltnp 'sport = :3000'");
    }

    @Test
    void longLinesAreReadInLinearTime() {
        String[] lines = new String[50];
        Arrays.fill(lines, "a.b:1 in '(".repeat(400));

        Diagnosis diagnosis =
                assertTimeoutPreemptively(
                        Duration.ofSeconds(10), () -> new Scenario().lines(lines).diagnosis());

        assertThat(diagnosis.best().cause()).isEqualTo(Cause.EXIT_UNEXPLAINED);
    }
}
