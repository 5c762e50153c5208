package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.LogBook;
import dev.varde.collector.Sighting;
import dev.varde.collector.kernel.KernelLog;
import dev.varde.collector.kernel.KillWatch;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lets the real kernel kill.
class KernelKillTest {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup/memory");

    @TempDir Path folder;
    private final Seen seen = new Seen();
    private final Map<String, Runnable> ticks = new ConcurrentHashMap<>();
    private final String mark = "kontali-" + Long.toString(System.nanoTime(), 36);
    private final Path cgroup = CGROUPS.resolve("varde-test-" + System.nanoTime());
    private Strangers strangers;

    @BeforeEach
    void cast() throws Exception {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        assumeTrue(
                root && Files.isReadable(Path.of("/dev/kmsg")),
                "left out: needs root and a readable /dev/kmsg");
        strangers = new Strangers(folder);
    }

    @AfterEach
    void end() throws Exception {
        if (strangers != null) {
            strangers.close();
        }
        if (Files.isDirectory(cgroup)) {
            Awaitility.await().ignoreExceptions().until(() -> Files.deleteIfExists(cgroup));
        }
    }

    private Probes probes() {
        return Probes.start(
                Configured.of(Configured.kontali(new ProcessMatch.ByCommand(mark))),
                folder,
                seen,
                _ -> new LogBook.LastWords(List.of(), null),
                (name, _, task) -> ticks.put(name, task));
    }

    private KernelLog kernel(Probes probes, KillWatch kills) {
        Path position = folder.resolve("pos");
        return KernelLog.start(Path.of("/dev/kmsg"), "b", position, probes, kills, seen);
    }

    @Test
    void aKillForMemoryIsToldByTheKernelAndByTheProcess() throws Exception {
        needsCgroup();
        try (Probes probes = probes();
                KillWatch kills =
                        KillWatch.start(KillWatch.Place.of("b", folder), probes, probes, seen);
                KernelLog _ = kernel(probes, kills)) {
            Awaitility.await().until(() -> Files.exists(folder.resolve("pos")));
            int pid =
                    strangers.start(
                            "echo $$ > "
                                    + cgroup
                                    + "/cgroup.procs\n"
                                    + "exec sh -c 'sleep 1; x=0123456789; while :; do x=$x$x; done' "
                                    + mark);
            seen.await(ProcessStarted.class, s -> s.process().pid() == pid);

            OomKilled kill = seen.await(OomKilled.class, k -> k.pid() == pid);
            ProcessExited exited = seen.await(ProcessExited.class, e -> e.process().pid() == pid);

            Sighting told =
                    seen.all().stream()
                            .filter(s -> s.fact().equals(kill))
                            .findFirst()
                            .orElseThrow();
            assertThat(exited.exit().signal()).isEqualTo(9);
            assertThat(told.service()).isEqualTo(Configured.KONTALI);
            assertThat(kill.scope()).isEqualTo(OomScope.CGROUP);
            assertThat(kill.cgroup()).endsWith(cgroup.getFileName().toString());
            assertThat(kill.resident()).isGreaterThan(10L << 20);
            assertThat(kill.context()).isNotEmpty();
        }
    }

    private void needsCgroup() throws Exception {
        assumeTrue(
                Files.isWritable(CGROUPS.resolve("cgroup.procs")),
                "left out: needs a memory cgroup of version 1");
        Files.createDirectory(cgroup);
        Files.writeString(cgroup.resolve("memory.limit_in_bytes"), "33554432");
    }

    /// A shell that takes ever more memory, once the gate is open.
    private int startGreedy(Path gate) throws Exception {
        return strangers.start(
                "echo $$ > %s/cgroup.procs\nexec sh -c 'until [ -e %s ]; do sleep 0.05; done; x=0123456789; while :; do x=$x$x; done' %s"
                        .formatted(cgroup, gate, mark));
    }

    @Test
    void aProgramThatWritesAKillIntoTheKernelsLogFoolsNobody() throws Exception {
        needsCgroup();
        Path gate = folder.resolve("gate");
        try (Probes probes = probes();
                KillWatch kills =
                        KillWatch.start(KillWatch.Place.of("b", folder), probes, probes, seen);
                KernelLog _ = kernel(probes, kills)) {
            Awaitility.await().until(() -> Files.exists(folder.resolve("pos")));
            int pid = startGreedy(gate);
            seen.await(ProcessStarted.class, s -> s.process().pid() == pid);
            String sizes = " total-vm:9kB, anon-rss:7kB, file-rss:2kB, shmem-rss:0kB, UID:0";
            for (String level : List.of("", "<0>", "<3>", "<6>", "<11>")) {
                Files.writeString(
                        Path.of("/dev/kmsg"),
                        level + "Out of memory: Killed process 4194000 (forged)" + sizes + "\n");
            }
            Files.writeString(
                    Path.of("/dev/kmsg"),
                    "<3>forged[4194000]: segfault at 0 ip 0 sp 0 error 4 in forged[1+1]\n");

            Files.createFile(gate);
            seen.await(OomKilled.class, k -> k.pid() == pid);

            assertThat(seen.facts(OomKilled.class))
                    .as("the forged lines stand before the real one")
                    .singleElement()
                    .extracting(OomKilled::pid)
                    .isEqualTo(pid);
            assertThat(seen.facts(TrapRaised.class)).isEmpty();
        }
    }

    @Test
    void aKillIsOneEventAlthoughLogAndCountersSawIt() throws Exception {
        needsCgroup();
        Path gate = folder.resolve("gate");
        try (Probes probes = probes()) {
            int pid = startGreedy(gate);
            seen.await(ProcessStarted.class, s -> s.process().pid() == pid);
            Objects.requireNonNull(ticks.get("samples")).run();
            assertThat(probes.killCounts()).isNotEmpty();
            try (KillWatch kills =
                            KillWatch.start(KillWatch.Place.of("b", folder), probes, probes, seen);
                    KernelLog _ = kernel(probes, kills)) {
                Awaitility.await().until(() -> Files.exists(folder.resolve("pos")));
                Files.createFile(gate);

                seen.await(OomKilled.class, k -> k.pid() == pid);
                Awaitility.await()
                        .until(() -> probes.killCounts().stream().anyMatch(c -> c.kills() > 0));
                Awaitility.await().during(Duration.ofSeconds(4)).until(() -> explained(pid));
            }
        }
    }

    private boolean explained(int pid) {
        return seen.facts(KernelReported.class).isEmpty()
                && seen.facts(OomKilled.class).stream().filter(k -> k.pid() == pid).count() == 1;
    }

    @Test
    void aKillThatOnlyTheRealCountersSawIsSaidToBeUnexplainedInItsService() throws Exception {
        needsCgroup();
        Path gate = folder.resolve("gate");
        try (Probes probes = probes()) {
            int pid = startGreedy(gate);
            seen.await(ProcessStarted.class, s -> s.process().pid() == pid);
            Objects.requireNonNull(ticks.get("samples")).run();
            Path data = Files.createDirectory(folder.resolve("data"));
            try (KillWatch _ =
                    KillWatch.start(KillWatch.Place.of("b", data), probes, probes, seen)) {
                Awaitility.await().until(() -> Files.exists(data.resolve("kills.json")));
                Files.createFile(gate);

                KernelReported unexplained = seen.await(KernelReported.class);

                assertThat(unexplained.report()).isEqualTo(Report.OOM_UNEXPLAINED);
                assertThat(unexplained.text()).contains(cgroup.getFileName().toString());
                assertThat(
                                seen.all().stream()
                                        .filter(s -> s.fact().equals(unexplained))
                                        .map(Sighting::service))
                        .containsExactly(Configured.KONTALI);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "divide, 8, divide error",
        "ud2, 4, invalid opcode",
        "int3, 5, int3",
        "hlt, 11, general protection fault",
        "null, 11, segfault"
    })
    void aTrapIsToldByTheKernelAndByTheProcess(String what, int signal, String trap)
            throws Exception {
        assumeTrue(
                Files.readString(Path.of("/proc/sys/debug/exception-trace")).startsWith("1"),
                "left out: debug.exception-trace is off");
        Path program = crasher();
        try (Probes probes = probes();
                KillWatch kills =
                        KillWatch.start(KillWatch.Place.of("b", folder), probes, probes, seen);
                KernelLog _ = kernel(probes, kills)) {
            Awaitility.await().until(() -> Files.exists(folder.resolve("pos")));
            Path gate = folder.resolve("gate");
            int pid =
                    strangers.start(
                            "ulimit -c 0\nexec %s %s %s %s".formatted(program, what, gate, mark));
            seen.await(ProcessStarted.class, s -> s.process().pid() == pid);

            Files.createFile(gate);
            ProcessExited exited = seen.await(ProcessExited.class, e -> e.process().pid() == pid);
            TrapRaised raised = seen.await(TrapRaised.class, t -> t.pid() == pid);

            assertThat(exited.exit().signal()).isEqualTo(signal);
            assertThat(raised.trap()).isEqualTo(trap);
            assertThat(raised.comm()).isEqualTo("crasher");
            assertThat(
                            seen.all().stream()
                                    .filter(s -> s.fact().equals(raised))
                                    .map(Sighting::service))
                    .containsExactly(Configured.KONTALI);
        }
    }

    private static final String CRASHER =
            """
            #include <string.h>
            #include <unistd.h>
            int main(int argc, char **argv) {
                volatile int zero = 0;
                while (access(argv[2], F_OK) != 0) usleep(20000);
                if (!strcmp(argv[1], "divide")) return 100 / zero;
                if (!strcmp(argv[1], "ud2")) __asm__("ud2");
                if (!strcmp(argv[1], "int3")) __asm__("int3");
                if (!strcmp(argv[1], "hlt")) __asm__("hlt");
                *(volatile int *) 0 = 1;
                return 0;
            }
            """;

    private Path crasher() throws Exception {
        assumeTrue(
                System.getProperty("os.arch").equals("amd64")
                        && Files.isExecutable(Path.of("/usr/bin/gcc")),
                "left out: needs gcc on x86-64");
        Path source = Files.writeString(folder.resolve("crasher.c"), CRASHER);
        Path program = folder.resolve("crasher");
        int result =
                new ProcessBuilder("gcc", "-O0", "-o", program.toString(), source.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        assertThat(result).isZero();
        return program;
    }

    @Test
    void aSegmentationFaultIsToldByTheKernelAndByTheProcess() throws Exception {
        assumeTrue(
                Files.readString(Path.of("/proc/sys/debug/exception-trace")).startsWith("1"),
                "left out: debug.exception-trace is off");
        assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "left out: needs python3");
        try (Probes probes = probes();
                KillWatch kills =
                        KillWatch.start(KillWatch.Place.of("b", folder), probes, probes, seen);
                KernelLog _ = kernel(probes, kills)) {
            Awaitility.await().until(() -> Files.exists(folder.resolve("pos")));
            int pid =
                    strangers.start(
                            "exec /usr/bin/python3 -c 'import ctypes,time;time.sleep(1);"
                                    + "ctypes.string_at(1)' "
                                    + mark);
            ProcessExited exited = seen.await(ProcessExited.class, e -> e.process().pid() == pid);
            TrapRaised trap = seen.await(TrapRaised.class, t -> t.pid() == pid);

            assertThat(exited.exit().signal()).isEqualTo(11);
            assertThat(trap.trap()).isEqualTo("segfault");
            assertThat(trap.comm()).startsWith("python3");
        }
    }
}
