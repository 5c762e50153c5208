package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `varde demo` as a newcomer runs it.
class DemoIT {
    private static final Duration PLAYED = Duration.ofMinutes(4);

    @TempDir Path directory;

    @Test
    void itPlaysThroughAndLeavesNothingBehind() throws Exception {
        try (VardeProcess demo = demo()) {
            Awaitility.await("the end of the play").atMost(PLAYED).until(() -> !demo.alive());

            assertThat(demo.exitStatus()).as(demo.printed()).isZero();
            assertThat(demo.printed())
                    .contains("Varde is ready: http://127.0.0.1:")
                    .contains("killed-by-signal", "unhandled-exception", "hang", "port-in-use")
                    .contains(
                            "mail to ops@demo.test: critical: ",
                            "mail to ops@demo.test: resolved: ")
                    .contains("The first mail, as it arrived:")
                    .doesNotContain("NOT AS EXPECTED", "Exception in thread \"main\" java.net")
                    .doesNotContain("\u001b");
        }
        Awaitility.await("no sample process lives")
                .atMost(Duration.ofSeconds(10))
                .until(() -> samplesAlive() == 0);
    }

    @Test
    void itEndsInTheMiddleOfThePlayAndLeavesNothingBehind() throws Exception {
        try (VardeProcess demo = demo().ready()) {
            Awaitility.await("the first crash")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> demo.printed().contains("opened"));

            demo.terminate();

            assertThat(demo.exitStatus()).isIn(0, 143);
            assertThat(demo.printed()).doesNotContain("Exception", "The demo stopped");
        }
        Awaitility.await("no sample process lives")
                .atMost(Duration.ofSeconds(10))
                .until(() -> samplesAlive() == 0);
    }

    private VardeProcess demo() throws IOException {
        return VardeProcess.start(
                directory.resolve("demo.out"),
                "demo",
                "--data",
                directory.resolve("data").toString(),
                "--port",
                "0",
                "--no-stay");
    }

    /// Living processes of this demo: the backend that its pid file names, its database, its thief.
    private long samplesAlive() throws IOException {
        Path pids = directory.resolve("data/demo");
        long alive = 0;
        for (String name : new String[] {"sample-backend.pid", "sample-database.pid"}) {
            Path file = pids.resolve(name);
            if (Files.exists(file)) {
                alive += lives(Files.readString(file).strip()) ? 1 : 0;
            }
        }
        return alive;
    }

    /// A zombie that nobody has waited for is dead (proc_pid_stat(5), field 3).
    private static boolean lives(String pid) throws IOException {
        Path stat = Path.of("/proc", pid, "stat");
        try {
            String text = Files.readString(stat);
            return text.charAt(text.lastIndexOf(')') + 2) != 'Z';
        } catch (java.nio.file.NoSuchFileException e) {
            return false;
        }
    }
}
