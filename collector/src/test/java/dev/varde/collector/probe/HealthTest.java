package dev.varde.collector.probe;

import static dev.varde.collector.probe.Configured.check;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Server;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.config.Configuration.Check;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
    @TempDir Path folder;
    private Watching w;

    @BeforeEach
    void cast() throws Exception {
        w = new Watching(folder);
    }

    @AfterEach
    void end() throws Exception {
        w.close();
    }

    private static Check command(String... argv) {
        return new Check(
                "command",
                CheckKind.COMMAND,
                String.join(" ", argv),
                List.of(argv),
                Duration.ofMillis(200),
                Duration.ofMillis(500),
                2);
    }

    @Test
    void aServiceThatGoesAndComesBackIsToldAsDownAndUp() throws Exception {
        int port = Server.freePort();
        w.watch(Configured.of(Configured.kontali(null, check(CheckKind.TCP, "127.0.0.1:" + port))));

        CheckFailed down = w.seen.await(CheckFailed.class, CheckFailed::down);
        assertThat(down.failure()).isEqualTo(Failure.REFUSED);
        assertThat(down.consecutive()).isEqualTo(2);
        try (Server _ = serverOn(port)) {
            CheckPassed up = w.seen.await(CheckPassed.class);
            assertThat(up.target()).isEqualTo("127.0.0.1:" + port);
            assertThat(up.latency()).isPositive();
        }
        Awaitility.await()
                .until(() ->
                        w.seen.facts(CheckFailed.class).stream()
                                        .filter(f -> f.consecutive() == 1)
                                        .count()
                                == 2);
    }

    private static Server serverOn(int port) throws Exception {
        return new Server(s -> s.getInputStream().read(), port);
    }

    @Test
    void anUnchangedStateIsNotToldAgainAtEachTurn() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Server server = new Server(_ -> asked.incrementAndGet())) {
            w.watch(
                    Configured.of(
                            Configured.kontali(
                                    null, check(CheckKind.TCP, "127.0.0.1:" + server.port()))));

            Awaitility.await().until(() -> asked.get() >= 6);

            assertThat(w.seen.facts(HealthFact.class)).hasSize(1);
        }
    }

    @Test
    void anotherProcessOnTheServicesPortIsNamed() throws Exception {
        try (Server other = new Server(_ -> {})) {
            int port = other.port();
            w.watch(w.byMark(), check(CheckKind.HTTP, "http://127.0.0.1:" + port + "/health"));

            CheckFailed failed = w.seen.await(CheckFailed.class);

            assertThat(requireNonNull(failed.holder()).pid())
                    .isEqualTo((int) ProcessHandle.current().pid());
            assertThat(requireNonNull(failed.holder()).command()).contains("java");
        }
    }

    @Test
    void theServicesOwnPortHasNoOtherHolder() throws Exception {
        assumeTrue(new File("/usr/bin/python3").canExecute(), "left out: needs python3");
        int port = Server.freePort();
        w.strangers.start(
                "exec /usr/bin/python3 -m http.server --bind 127.0.0.1 "
                        + port
                        + " --directory /"
                        + "nowhere-"
                        + w.mark);
        w.watch(w.byMark(), check(CheckKind.HTTP, "http://127.0.0.1:" + port + "/none"));

        CheckFailed failed = w.seen.await(CheckFailed.class, f -> f.failure() == Failure.STATUS);

        assertThat(failed.status()).isEqualTo(404);
        assertThat(failed.holder()).isNull();
        assertThat(failed.detail()).startsWith("HTTP 404");
    }

    @Test
    void afterAStartTheFirstGoodAnswerComesSoon() throws Exception {
        assumeTrue(new File("/usr/bin/python3").canExecute(), "left out: needs python3");
        int port = Server.freePort();
        Check slow =
                new Check(
                        "http",
                        CheckKind.HTTP,
                        "http://127.0.0.1:" + port + "/",
                        List.of(),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(1),
                        1);
        w.watch(w.byMark(), slow);
        w.seen.await(CheckFailed.class);

        w.strangers.start(
                "exec /usr/bin/python3 -m http.server --bind 127.0.0.1 -d / "
                        + port
                        + " # "
                        + w.mark
                        + "\n");
        int pid = w.strangers.start("exec sh -c 'sleep 100; :' " + w.mark);
        w.seen.await(ProcessStarted.class, s -> s.process().pid() == pid);

        assertThat(w.seen.await(CheckPassed.class).check()).isEqualTo("http");
    }

    @Test
    void aCommandIsWellWithStatusZero() throws Exception {
        w.watch(Configured.of(Configured.kontali(null, command("true"))));

        assertThat(w.seen.await(CheckPassed.class).kind()).isEqualTo(CheckKind.COMMAND);
    }

    @Test
    void aCommandsStatusAndOutputAreTold() throws Exception {
        w.watch(
                Configured.of(
                        Configured.kontali(
                                null,
                                command("sh", "-c", "echo no luck; echo at all >&2; exit 4"))));

        CheckFailed failed = w.seen.await(CheckFailed.class);

        assertThat(failed.failure()).isEqualTo(Failure.STATUS);
        assertThat(failed.status()).isEqualTo(4);
        assertThat(failed.detail()).isEqualTo("exit status 4: no luck at all");
    }

    @Test
    void aCommandThatHangsIsKilledWithItsChildren() throws Exception {
        Path pid = folder.resolve("child.pid");
        w.watch(
                Configured.of(
                        Configured.kontali(
                                null,
                                command("sh", "-c", "sleep 100 & echo $! > " + pid + "; wait"))));

        assertThat(w.seen.await(CheckFailed.class).failure()).isEqualTo(Failure.TIMEOUT);

        w.close();
        long child = Long.parseLong(Files.readString(pid).strip());
        Awaitility.await()
                .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void aCommandThatDoesNotExistFails() throws Exception {
        w.watch(Configured.of(Configured.kontali(null, command("/nonexistent/check"))));

        assertThat(w.seen.await(CheckFailed.class).failure()).isEqualTo(Failure.ERROR);
    }

    @Test
    void aTargetThatCannotBeReadFailsItsOwnCheckOnly() throws Exception {
        Check broken = check(CheckKind.HTTP, "http://u:secret@bad host/");
        Check noPort = check(CheckKind.TCP, "127.0.0.1:99999");
        w.watch(w.byMark(), broken, noPort, command("true"));

        CheckFailed http = w.seen.await(CheckFailed.class, f -> f.kind() == CheckKind.HTTP);

        assertThat(http.failure()).isEqualTo(Failure.ERROR);
        assertThat(http.target()).isEqualTo("http://bad host/");
        w.seen.await(CheckFailed.class, f -> f.kind() == CheckKind.TCP);
        w.seen.await(CheckPassed.class);
    }

    @Test
    void anEndlessOutputIsCut() throws Exception {
        w.watch(
                Configured.of(
                        Configured.kontali(
                                null, command("sh", "-c", "head -c 5000000 /dev/zero; exit 1"))));

        CheckFailed failed = w.seen.await(CheckFailed.class);

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.detail().length()).isLessThanOrEqualTo(Answer.LONGEST_DETAIL);
    }

    @Test
    void presenceAndPortAreLookedAtWithoutAsking() throws Exception {
        int port = Server.freePort();
        Check presence = check(CheckKind.PROCESS, w.mark);
        Check listening = check(CheckKind.PORT, Integer.toString(port));
        w.watch(w.byMark(), presence, listening);
        w.seen.await(CheckFailed.class, f -> f.kind() == CheckKind.PROCESS);
        w.seen.await(
                CheckFailed.class,
                f -> f.kind() == CheckKind.PORT && f.failure() == Failure.REFUSED);

        w.start("sleep 100; :");
        try (Server _ = serverOn(port)) {
            w.seen.await(CheckPassed.class, p -> p.kind() == CheckKind.PROCESS);
            CheckFailed taken =
                    w.seen.await(
                            CheckFailed.class,
                            f -> f.kind() == CheckKind.PORT && f.failure() == Failure.ERROR);
            assertThat(requireNonNull(taken.holder()).pid())
                    .isEqualTo((int) ProcessHandle.current().pid());
        }
    }
}
