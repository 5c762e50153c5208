package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupWakeTest {
    @TempDir Path folder;
    private final AtomicInteger woken = new AtomicInteger();
    private final Path unified =
            Files.isDirectory(UnitCgroups.ROOT.resolve("unified"))
                    ? UnitCgroups.ROOT.resolve("unified")
                    : UnitCgroups.ROOT;
    private final Path cgroup = unified.resolve("varde-wake-" + System.nanoTime());
    private Strangers strangers;

    @BeforeEach
    void cast() throws Exception {
        assumeTrue(
                Files.isWritable(unified.resolve("cgroup.procs")),
                "left out: needs root and the unified cgroup hierarchy");
        Files.createDirectory(cgroup);
        strangers = new Strangers(folder);
    }

    @AfterEach
    void end() {
        if (strangers != null) {
            strangers.close();
            Awaitility.await().ignoreExceptions().until(() -> Files.deleteIfExists(cgroup));
        }
    }

    @Test
    void theEndOfTheLastProcessWakes() throws Exception {
        try (CgroupWake wake =
                CgroupWake.start(Proc.ROOT, UnitCgroups.ROOT, woken::incrementAndGet)
                        .orElseThrow()) {
            int pid = strangers.start("echo $$ > " + cgroup + "/cgroup.procs\nexec sleep 100");
            Awaitility.await()
                    .until(() ->
                            Files.readString(cgroup.resolve("cgroup.procs")).contains("" + pid));
            wake.follow(pid);
            wake.follow(pid);
            assertThat(woken).hasValue(0);

            Strangers.signal("KILL", pid);

            Awaitility.await().until(() -> woken.get() > 0);
        }
    }

    @Test
    void aProcessOfNoCgroupOfItsOwnIsNotFollowed() {
        try (CgroupWake wake =
                CgroupWake.start(folder, UnitCgroups.ROOT, woken::incrementAndGet).orElseThrow()) {
            wake.follow(1);

            assertThat(woken).hasValue(0);
        }
    }
}
