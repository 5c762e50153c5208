package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How processes that are not children of the collector ended, as the real kernel tells it.
class ExitStatusTest {
    /// Those that do not end a process by default (signal(7)): CHLD, CONT, STOP, TSTP, TTIN, TTOU,
    /// URG, WINCH.
    private static final List<Integer> HARMLESS = List.of(17, 18, 19, 20, 21, 22, 23, 28);

    @TempDir Path folder;
    private Watching w;

    @BeforeEach
    void cast() throws Exception {
        assumeTrue(
                Posix.load().isPresent() && tellsExitStatus(),
                "left out: this kernel does not tell the exit status of a stranger (6.15 does)");
        w = new Watching(folder);
        w.watch(w.byMark());
    }

    /// A stranger of its own tells whether the kernel does.
    private static boolean tellsExitStatus() throws Exception {
        String[] version = HostFacts.read().kernel().split("[^0-9]", 3);
        int major = Integer.parseInt(version[0]);
        return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 15);
    }

    @AfterEach
    void end() {
        if (w != null) {
            w.close();
        }
    }

    private Map<Integer, ExitStatus> statuses(int many) {
        Map<Integer, ExitStatus> statuses = new HashMap<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> w.seen.facts(ProcessExited.class).size() >= many);
        w.seen.facts(ProcessExited.class).forEach(e -> statuses.put(e.process().pid(), e.exit()));
        return statuses;
    }

    private void awaitStarted(int many) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> w.seen.facts(ProcessStarted.class).size() >= many);
    }

    @Test
    void exitCodesOfStrangersAreToldExactly() throws Exception {
        List<Integer> codes =
                List.of(0, 1, 2, 3, 42, 77, 101, 126, 127, 128, 129, 134, 137, 139, 143, 254, 255);
        Map<Integer, Integer> expected = new HashMap<>();
        Path gate = folder.resolve("gate");
        for (int code : codes) {
            String script = "until [ -e " + gate + " ]; do sleep 0.05; done; exit " + code;
            expected.put(w.start(script), code);
        }
        awaitStarted(codes.size());

        java.nio.file.Files.createFile(gate);

        Map<Integer, ExitStatus> statuses = statuses(codes.size());
        assertThat(expected)
                .allSatisfy((pid, code) ->
                        assertThat(statuses.get(pid)).isEqualTo(ExitStatus.exited(code)));
    }

    @Test
    void everySignalThatEndsAStrangerIsToldExactly() throws Exception {
        List<Integer> signals =
                Stream.concat(
                                IntStream.rangeClosed(1, 31)
                                        .filter(s -> !HARMLESS.contains(s))
                                        .boxed(),
                                Stream.of(34, 35, 50, 64))
                        .toList();
        Map<Integer, Integer> expected = new HashMap<>();
        for (int signal : signals) {
            int pid =
                    w.strangers.start(
                            "ulimit -c 0\nexec env --default-signal bash -c 'exec -a "
                                    + w.mark
                                    + " sleep 100'");
            expected.put(pid, signal);
        }
        awaitStarted(signals.size());
        Awaitility.await()
                .until(() -> expected.keySet().stream().allMatch(pid -> comm(pid).equals("sleep")));

        for (Map.Entry<Integer, Integer> each : expected.entrySet()) {
            Strangers.signal(Integer.toString(each.getValue()), each.getKey());
        }

        Map<Integer, ExitStatus> statuses = statuses(signals.size());
        assertThat(expected)
                .allSatisfy((pid, signal) ->
                        assertThat(statuses.get(pid))
                                .as("signal %d, with or without a core dump", signal)
                                .matches(s -> s != null && s.isSignal(signal)));
    }

    private static String comm(int pid) {
        return ProcStat.of(Proc.ROOT, pid).map(ProcStat::comm).orElse("");
    }

    @Test
    void aStoppedProcessLives() throws Exception {
        int pid = w.start("sleep 100; :");
        awaitStarted(1);

        Strangers.signal("STOP", pid);
        Awaitility.await().until(() -> ProcStat.of(Proc.ROOT, pid).orElseThrow().state() == 'T');
        Strangers.signal("CONT", pid);
        Strangers.signal("KILL", pid);

        assertThat(w.seen.await(ProcessExited.class).exit().signal()).isEqualTo(9);
        assertThat(w.seen.facts(ProcessExited.class)).hasSize(1);
    }
}
