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

    @Test
    void aRealPostgresIsAskedAndMissed() throws Exception {
        assumeTrue(
                Files.isExecutable(POSTGRES.resolve("initdb"))
                        && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "left out: needs PostgreSQL 15 and root, to run it as another user");
        int port = Server.freePort();
        Path home = Files.createTempDirectory("varde-postgres");
        run("chown", "nobody", home.toString());
        Check check =
                new Check(
                        "postgres",
                        CheckKind.POSTGRES,
                        "127.0.0.1:" + port,
                        List.of(),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(3),
                        1);
        try {
            asNobody(POSTGRES + "/initdb -D " + home + "/d -A trust -N >/dev/null");
            w.watch(Configured.of(Configured.kontali(null, check)));
            String options = "-p " + port + " -k " + home + " -c listen_addresses=127.0.0.1";
            asNobody(
                    POSTGRES
                            + "/pg_ctl -D "
                            + home
                            + "/d -l "
                            + home
                            + "/log -o \""
                            + options
                            + "\" -w start >/dev/null");

            w.seen.await(CheckPassed.class);
            long failures = w.seen.facts(CheckFailed.class).size();
            asNobody(POSTGRES + "/pg_ctl -D " + home + "/d -m immediate stop >/dev/null");
            Awaitility.await().until(() -> w.seen.facts(CheckFailed.class).size() > failures);

            assertThat(Files.readString(home.resolve("log"))).doesNotContain("packet");
            assertThat(w.seen.facts(CheckFailed.class).getLast().failure())
                    .isIn(Failure.REFUSED, Failure.CLOSED);
        } finally {
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
