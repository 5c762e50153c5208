package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {
    @TempDir Path folder;
    private Strangers strangers;

    @BeforeEach
    void cast() {
        strangers = new Strangers(folder);
    }

    @AfterEach
    void end() {
        strangers.close();
    }

    @Test
    void oneThatRunsIsToldWithPidAgeUserAndWorkers() throws Exception {
        int pid = strangers.start("sleep 100 & sleep 101 & wait");
        org.awaitility.Awaitility.await()
                .until(() -> ProcessHandle.of(pid).orElseThrow().children().count() == 2);
        Cast cast = new Cast();
        cast.now = Instant.now();

        List<Line> lines = Running.of(cast.running(pid, null), cast.findings());

        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().status()).isEqualTo(Status.OK);
        assertThat(lines.getFirst().what())
                .contains("pid " + pid, "ago", "user " + System.getProperty("user.name"))
                .contains("with 2 workers");
    }

    @Test
    void oneThatEndsBetweenTheTwoLooksIsBad() throws Exception {
        int pid = strangers.start("exec sleep 100");
        Cast cast = new Cast();
        Subject subject = cast.running(pid, null);
        strangers.kill(pid);
        cast.later = new Look.Seen<>(dev.varde.collector.probe.Snapshot.take());

        assertThat(Running.of(subject, cast.findings()))
                .anyMatch(l -> l.status() == Status.BAD && l.what().contains("ended while"));
    }

    @Test
    void oneThatIsNotFoundIsBadAndSaysHowItWasSought() {
        Line line = Running.of(Cast.absent(null), new Cast().findings()).getFirst();

        assertThat(line.status()).isEqualTo(Status.BAD);
        assertThat(line.what()).contains("does not run", "command: kontali");
    }

    @Test
    void theUnitOfADeadOneSaysHowItEndedAndHowToStartIt() {
        Cast cast = new Cast();
        cast.unit(
                Map.of(
                        "ActiveState", "failed",
                        "SubState", "failed",
                        "Result", "oom-kill",
                        "ExecMainPID", "12",
                        "ExecMainCode", "2",
                        "ExecMainStatus", "9",
                        "ExecMainExitTimestamp", "Tue 2026-03-03 11:59:00 UTC"));

        Line line = Running.of(Cast.absent(Cast.UNIT), cast.findings()).getFirst();

        assertThat(line.what()).contains("failed", "oom-kill", "signal 9 (KILL)", "11:59:00");
        assertThat(line.remedies())
                .anyMatch(r -> r.commands().contains("systemctl restart " + Cast.UNIT));
    }

    @Test
    void oneThatSystemdRestartedIsAWarning() throws Exception {
        int pid = strangers.start("exec sleep 100");
        Cast cast = new Cast();
        cast.unit(Map.of("NRestarts", "14"));

        assertThat(Running.of(cast.running(pid, Cast.UNIT), cast.findings()))
                .anyMatch(l -> l.status() == Status.WARNING && l.what().contains("14 times"));
    }

    @Test
    void secretsOfItsCommandLineAreNotShown() throws Exception {
        int pid = strangers.start("exec sleep 100 --password=s3cr3t 2>/dev/null || exec sleep 100");
        Cast cast = new Cast();

        assertThat(Running.of(cast.running(pid, null), cast.findings()).toString())
                .doesNotContain("s3cr3t");
    }
}
