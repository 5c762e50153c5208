package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.ask.Answer;
import dev.varde.events.HealthFact.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandCheckTest {
    private static final Path FREEZER = Path.of("/sys/fs/cgroup/freezer");

    @TempDir Path folder;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private CommandQuestion shell(String script) {
        return new CommandQuestion(List.of("sh", "-c", script), threads);
    }

    private long pidIn(Path file) {
        Awaitility.await().until(() -> Files.exists(file) && Files.size(file) > 1);
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (java.io.IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void whatAnEndedParentLeftBehindIsKilledToo() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "left out: needs setsid");
        Path pid = folder.resolve("orphan");
        Future<Answer> asking =
                threads.submit(
                        shell(
                                        "(sleep 100 & echo $! > "
                                                + pid
                                                + ".new); mv "
                                                + pid
                                                + ".new "
                                                + pid
                                                + "; sleep 100")
                                ::ask);
        long orphan = pidIn(pid);

        asking.cancel(true);

        Awaitility.await().until(() -> !runs(orphan));
    }

    @Test
    void aCommandThatEndsLeavesWhatItStartedInPeace() throws Exception {
        Path pid = folder.resolve("daemon");

        Answer answer = shell("sleep 100 >/dev/null 2>&1 & echo $! > " + pid).ask();

        assertThat(answer).isEqualTo(Answer.good());
        long daemon = pidIn(pid);
        assertThat(runs(daemon)).isTrue();
        ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
    }

    /// A process frozen by its control group of version 1 does not even die of SIGKILL, as one that
    /// waits for a dead disk.
    @Test
    void aCommandThatCannotBeKilledIsNotStartedAgain() throws Exception {
        assumeTrue(
                Files.isWritable(FREEZER.resolve("cgroup.procs")),
                "left out: needs root and a freezer cgroup of version 1");
        Path group = Files.createDirectory(FREEZER.resolve("varde-test-" + System.nanoTime()));
        Path runs = folder.resolve("runs");
        Path pid = folder.resolve("pid");
        CommandQuestion question =
                shell(
                        "echo x >> "
                                + runs
                                + "; echo $$ > "
                                + group
                                + "/cgroup.procs; echo $$ > "
                                + pid
                                + "; sleep 100; :");
        try {
            Future<Answer> asking = threads.submit(question::ask);
            long frozen = pidIn(pid);
            Files.writeString(group.resolve("freezer.state"), "FROZEN");
            asking.cancel(true);

            Answer.Bad bad = (Answer.Bad) question.ask();

            assertThat(bad.failure()).isEqualTo(Failure.ERROR);
            assertThat(bad.detail()).contains("pid " + frozen).contains("does not end");
            assertThat(Files.readAllLines(runs)).hasSize(1);
            Files.writeString(group.resolve("freezer.state"), "THAWED");
            Awaitility.await().until(() -> !runs(frozen));
        } finally {
            Files.writeString(group.resolve("freezer.state"), "THAWED");
            Awaitility.await().ignoreExceptions().until(() -> Files.deleteIfExists(group));
        }
    }
}
