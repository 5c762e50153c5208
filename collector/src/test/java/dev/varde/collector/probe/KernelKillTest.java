package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.LogBook;
import dev.varde.collector.Sighting;
import dev.varde.collector.kernel.KernelLog;
import dev.varde.collector.kernel.KillWatch;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lets the real kernel kill.
class KernelKillTest {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup/memory");

    @TempDir Path folder;
    private final Seen seen = new Seen();
    private final String mark = "kontali-" + System.nanoTime();
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
                (_, _, _) -> {});
    }

    private KernelLog kernel(Probes probes, KillWatch kills) {
        Path position = folder.resolve("pos");
        return KernelLog.start(Path.of("/dev/kmsg"), "b", position, probes, kills, seen);
    }

    @Test
    void aKillForMemoryIsToldByTheKernelAndByTheProcess() throws Exception {
        assumeTrue(
                Files.isWritable(CGROUPS.resolve("cgroup.procs")),
                "left out: needs a memory cgroup of version 1");
        Files.createDirectory(cgroup);
        Files.writeString(cgroup.resolve("memory.limit_in_bytes"), "33554432");
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
