package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.ask.Server;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.Failure;
import dev.varde.events.config.Configuration.Check;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresCheckTest {
    private static final Path POSTGRES = Path.of("/usr/lib/postgresql/15/bin");

    @TempDir Path folder;
    private Watching w;

    @BeforeEach
    void cast() throws Exception {
        w = new Watching(folder);
    }

    @AfterEach
    void end() {
        w.close();
    }

    private Path home = Path.of("not-installed");
    private int port;

    private void install(String authentication) throws Exception {
        assumeTrue(
                Files.isExecutable(POSTGRES.resolve("initdb"))
                        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "left out: needs PostgreSQL 15 and root, to run it as another user");
        port = Server.freePort();
        home = Files.createTempDirectory("varde-postgres");
        run("chown", "nobody", home.toString());
        asNobody(
                "%s/initdb -D %s/d --auth-local=trust --auth-host=%s -N >/dev/null"
                        .formatted(POSTGRES, home, authentication));
    }

    private void start(String options) throws Exception {
        asNobody(
                "%s/pg_ctl -D %s/d -l %s/log -o \"-p %d -k %s -c listen_addresses=127.0.0.1 %s\" -w start >/dev/null"
                        .formatted(POSTGRES, home, home, port, home, options));
    }

    private void stop() throws Exception {
        asNobody("%s/pg_ctl -D %s/d -m immediate stop >/dev/null".formatted(POSTGRES, home));
    }

    /// Lets the check, five a second, have its turns.
    private static void someTurns() {
        long begun = System.nanoTime();
        Awaitility.await().until(() -> System.nanoTime() - begun > 2_000_000_000L);
    }

    private Check check() {
        return new Check(
                "postgres",
                CheckKind.POSTGRES,
                "127.0.0.1:" + port,
                List.of(),
                Duration.ofMillis(200),
                Duration.ofSeconds(3),
                1);
    }

    @Test
    void aRealPostgresThatAsksForPasswordsIsAskedWithoutALineInItsLog() throws Exception {
        install("scram-sha-256");
        try {
            start("");
            w.watch(Configured.of(Configured.kontali(null, check())));
            w.seen.await(CheckPassed.class);
            someTurns();
            long failures = w.seen.facts(CheckFailed.class).size();
            assertThat(Files.readString(home.resolve("log")))
                    .doesNotContain("packet")
                    .doesNotContain("FATAL");
            stop();
            Awaitility.await().until(() -> w.seen.facts(CheckFailed.class).size() > failures);

            assertThat(w.seen.facts(CheckFailed.class).getLast().failure())
                    .isIn(Failure.REFUSED, Failure.CLOSED, Failure.STATUS);
        } finally {
            run("rm", "-rf", home.toString());
        }
    }

    @Test
    void aRealPostgresThatRefusesStrangersIsWellAndLogsItOnce() throws Exception {
        install("trust");
        try {
            start("");
            w.watch(Configured.of(Configured.kontali(null, check())));
            w.seen.await(CheckPassed.class);
            someTurns();

            assertThat(Files.readString(home.resolve("log")).lines())
                    .filteredOn(line -> line.contains("FATAL"))
                    .hasSizeLessThanOrEqualTo(2);
            stop();
        } finally {
            run("rm", "-rf", home.toString());
        }
    }

    @Test
    void aRealPostgresWithoutAFreeConnectionIsNotWell() throws Exception {
        install("scram-sha-256");
        List<Process> clients = new java.util.ArrayList<>();
        try {
            start("-c max_connections=3 -c superuser_reserved_connections=0");
            w.watch(Configured.of(Configured.kontali(null, check())));
            w.seen.await(CheckPassed.class);
            for (int i = 0; i < 3; i++) {
                clients.add(
                        new ProcessBuilder(
                                        "setpriv",
                                        "--reuid=nobody",
                                        "--clear-groups",
                                        POSTGRES + "/psql",
                                        "-h",
                                        home.toString(),
                                        "-p",
                                        "" + port,
                                        "-d",
                                        "postgres",
                                        "-c",
                                        "select pg_sleep(60)")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start());
            }

            CheckFailed full = w.seen.await(CheckFailed.class);

            assertThat(full.failure()).isEqualTo(Failure.STATUS);
            assertThat(full.detail()).startsWith("53300").contains("too many clients");
            stop();
        } finally {
            clients.forEach(Process::destroyForcibly);
            run("rm", "-rf", home.toString());
        }
    }

    private static void asNobody(String script) throws Exception {
        run("setpriv", "--reuid=nobody", "--clear-groups", "sh", "-c", script);
    }

    private static void run(String... argv) throws Exception {
        Process process =
                new ProcessBuilder(argv)
                        .directory(new File("/tmp"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(process.waitFor()).as(String.join(" ", argv)).isZero();
    }
}
