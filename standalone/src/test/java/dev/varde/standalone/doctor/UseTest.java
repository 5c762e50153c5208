package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.probe.Snapshot;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On real processes with real limits.
class UseTest {
    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir Path folder;
    private Strangers strangers;

    @BeforeEach
    void cast() {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), "left out: needs python3");
        strangers = new Strangers(folder);
    }

    @AfterEach
    void end() {
        if (strangers != null) {
            strangers.close();
        }
    }

    /// Runs a line of Python, and is ready when that has made the file named `ready`.
    private int python(String before, String code) throws Exception {
        Path ready = folder.resolve("ready");
        Path program = folder.resolve("program.py");
        Files.writeString(
                program,
                """
                import time, threading, sys
                %s
                open('%s', 'w').close()
                time.sleep(100)
                """
                        .formatted(code, ready));
        int pid = strangers.start(before + " exec " + PYTHON + " " + program);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(ready));
        return pid;
    }

    private static Line line(int pid, String beginning) {
        Cast cast = new Cast();
        List<Line> lines = Use.of(cast.running(pid, null), cast.findings());
        return lines.stream().filter(l -> l.what().startsWith(beginning)).findFirst().orElseThrow();
    }

    @Test
    void manyOpenFilesOfFewAreBadAndFewOfManyAreWell() throws Exception {
        int near = python("ulimit -n 40;", "held = [open('/dev/null') for _ in range(36)]");
        assertThat(line(near, "open files").status()).isEqualTo(Status.BAD);
        assertThat(line(near, "open files").what()).contains("of 40");

        Files.delete(folder.resolve("ready"));
        int far = python("", "pass");
        assertThat(line(far, "open files").status()).isEqualTo(Status.OK);
    }

    @Test
    void manyThreadsOfFewAreAWarning() throws Exception {
        assumeTrue(
                System.getProperty("user.name").equals("root"),
                "left out: only root may have more threads than it is allowed");
        int near =
                python(
                        "",
                        """
                        import resource
                        resource.setrlimit(resource.RLIMIT_NPROC, (20, 20))
                        for _ in range(16):
                            threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
                        """);

        assertThat(line(near, "threads").status()).isEqualTo(Status.WARNING);
        assertThat(line(near, "threads").what()).contains("17 of 20");
    }

    @Test
    void whatGrowsBetweenTheTwoLooksIsAWarningAndWhatDoesNotIsNotKnown() throws Exception {
        int pid =
                python(
                        "",
                        """
                        kept = []
                        def grow():
                            while len(kept) < 400:
                                kept.append(bytearray(b'x' * 1048576)); time.sleep(0.005)
                        threading.Thread(target=grow, daemon=True).start()
                        """);
        Cast cast = new Cast();
        Subject subject = cast.running(pid, null);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        Snapshot.take().process(pid).orElseThrow().resident()
                                > subject.family().getFirst().resident() + (20 << 20));
        cast.later = new Look.Seen<>(Snapshot.take());

        assertThat(Use.of(subject, cast.findings()))
                .anyMatch(l -> l.status() == Status.WARNING && l.what().startsWith("grows: "));

        Cast still = new Cast();
        assertThat(Use.of(still.running(pid, null), still.findings()))
                .anyMatch(l ->
                        l.status() == Status.UNKNOWN && l.what().startsWith("whether it grows"));
    }

    @Test
    void memoryNearTheLimitOfItsGroupIsWrongAndFarFromItIsWell() throws Exception {
        Path group = V1.resolve("varde-doctor-" + ProcessHandle.current().pid());
        assumeTrue(
                make(group),
                "left out: making a memory cgroup of version 1 needs root and that hierarchy");
        try {
            Path tasks = group.resolve("cgroup.procs");
            int pid =
                    python(
                            "echo $$ > " + tasks + ";",
                            """
                            kept = bytearray(52 << 20)
                            for i in range(0, len(kept), 4096): kept[i] = 1
                            """);

            Line near = line(pid, "memory: ");
            Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(1L << 30));
            Files.writeString(group.resolve("memory.max_usage_in_bytes"), "0");
            Line far = line(pid, "memory: ");

            assertThat(near.isWrong()).as(near.what()).isTrue();
            assertThat(near.what()).contains("of at most 64.0 MiB");
            assertThat(far.status()).as(far.what()).isEqualTo(Status.OK);
        } finally {
            strangers.close();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> group.toFile().delete());
        }
    }

    private static boolean make(Path group) {
        try {
            Files.createDirectory(group);
            Files.writeString(group.resolve("memory.limit_in_bytes"), Long.toString(64L << 20));
            return true;
        } catch (IOException e) {
            group.toFile().delete();
            return false;
        }
    }

    @Test
    void ofOneThatDoesNotRunNothingIsSaid() {
        assertThat(Use.of(Cast.absent(null), new Cast().findings())).isEmpty();
    }
}
