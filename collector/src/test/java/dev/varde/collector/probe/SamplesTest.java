package dev.varde.collector.probe;

import static dev.varde.collector.probe.Configured.KONTALI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
    @TempDir Path folder;
    private Watching w;

    @BeforeEach
    void cast() throws Exception {
        w = new Watching(folder);
    }

    @AfterEach
    void end() throws Exception {
        w.close();
    }

    @Test
    void theHostsMemoryIsSampled() {
        w.watch(Configured.of());

        w.tick("host-memory");

        HostMemorySampled memory = w.seen.await(HostMemorySampled.class);
        assertThat(memory.total()).isGreaterThan(memory.available());
        assertThat(memory.available()).isPositive();
        assertThat(memory.swapTotal()).isGreaterThanOrEqualTo(memory.swapFree());
        assertThat(w.seen.all().getFirst().service()).isNull();
    }

    @Test
    void aHostWithoutPressureFiguresHasNone() throws Exception {
        Files.writeString(
                folder.resolve("meminfo"),
                "MemTotal: 8 kB\nMemAvailable: 3 kB\nSwapTotal: 2 kB\nSwapFree: 1 kB\n");
        HostMemory memory = new HostMemory(folder);

        assertThat(memory.sample()).contains(new HostMemorySampled(8192, 3072, 2048, 1024, null));
        Files.createDirectory(folder.resolve("pressure"));
        Files.writeString(
                folder.resolve("pressure/memory"),
                "some avg10=12.34 avg60=0.00 avg300=0 total=0\n");
        assertThat(memory.sample().orElseThrow().pressure()).isEqualTo(12.34);
        Files.writeString(folder.resolve("meminfo"), "rubbish");
        assertThat(memory.sample()).isEmpty();
    }

    @Test
    void aServicesProcessesAreSummedUp() throws Exception {
        w.start("sleep 100 & sleep 100 & wait");
        w.watch(w.byMark());
        Awaitility.await().until(() -> w.seen.facts(ProcessStarted.class).size() == 3);

        w.tick("service-memory");

        ServiceMemorySampled memory = w.seen.await(ServiceMemorySampled.class);
        assertThat(memory.processes()).isEqualTo(3);
        assertThat(memory.threads()).isEqualTo(3);
        assertThat(memory.resident()).isBetween(300_000L, 100L << 20);
        assertThat(memory.descriptors()).isGreaterThan(2);
        assertThat(memory.descriptorLimit()).isPositive();
    }

    @Test
    void aServiceWithoutProcessesHasNoSample() {
        w.watch(w.byMark());

        w.tick("service-memory");

        assertThat(w.seen.facts(ServiceMemorySampled.class)).isEmpty();
    }

    @Test
    void theTightestLimitOfTheHierarchyCounts() throws Exception {
        Path inner = Files.createDirectories(folder.resolve("cg/a/b"));
        Files.writeString(folder.resolve("cg/cgroup.controllers"), "cpu memory pids\n");
        Files.writeString(folder.resolve("cg/a/memory.max"), "1000000\n");
        Files.writeString(inner.resolve("memory.max"), "max\n");
        Path process = Files.createDirectories(folder.resolve("proc/7"));
        Files.writeString(process.resolve("cgroup"), "0::/a/b\n");
        Cgroups cgroups = new Cgroups(folder.resolve("proc"), folder.resolve("cg"));

        assertThat(cgroups.limit(7)).isEqualTo(OptionalLong.of(1_000_000));
        Files.writeString(inner.resolve("memory.max"), "5000\n");
        assertThat(cgroups.limit(7)).isEqualTo(OptionalLong.of(5_000));
        assertThat(cgroups.limit(8)).isEmpty();
    }

    @Test
    void versionOneSaysNoLimitByAHugeNumber() throws Exception {
        Path inner = Files.createDirectories(folder.resolve("cg/memory/a"));
        Files.writeString(inner.resolve("memory.limit_in_bytes"), "9223372036854771712\n");
        Path process = Files.createDirectories(folder.resolve("proc/7"));
        Files.writeString(process.resolve("cgroup"), "4:cpu,memory:/a\n0::/\n");
        Cgroups cgroups = new Cgroups(folder.resolve("proc"), folder.resolve("cg"));

        assertThat(cgroups.limit(7)).isEmpty();
        Files.writeString(inner.resolve("memory.limit_in_bytes"), "4096\n");
        assertThat(cgroups.limit(7)).isEqualTo(OptionalLong.of(4096));
        Files.writeString(process.resolve("cgroup"), "4:memory:/../../../etc\n");
        assertThat(cgroups.limit(7)).isEmpty();
    }

    @Test
    void aRealLimitIsReadAndItsCgroupBelongsToTheService() throws Exception {
        Path memory = UnitCgroups.ROOT.resolve("memory");
        assumeTrue(
                Files.isWritable(memory.resolve("cgroup.procs")),
                "left out: needs root and a memory cgroup of version 1");
        Path cgroup = Files.createDirectory(memory.resolve("varde-test-" + System.nanoTime()));
        try {
            Files.writeString(cgroup.resolve("memory.limit_in_bytes"), "67108864");
            int pid =
                    w.strangers.start(
                            "echo $$ > "
                                    + cgroup
                                    + "/cgroup.procs\nexec sh -c 'sleep 100; :' "
                                    + w.mark);
            Probes probes = w.watch(w.byMark());
            Awaitility.await().until(() -> w.seen.facts(ProcessStarted.class).size() == 2);

            w.tick("service-memory");

            String path = "/" + cgroup.getFileName();
            assertThat(w.seen.await(ServiceMemorySampled.class).limit()).isEqualTo(67_108_864L);
            assertThat(probes.ownerOf(999_999_999, path)).contains(KONTALI);
            assertThat(probes.ownerOf(999_999_999, path + "/below")).contains(KONTALI);
            assertThat(probes.ownerOf(999_999_999, path + "-other")).isEmpty();
            assertThat(probes.ownerOf(pid, null)).contains(KONTALI);
        } finally {
            w.close();
            Awaitility.await().ignoreExceptions().until(() -> Files.deleteIfExists(cgroup));
        }
    }

    @Test
    void fileSystemsInUseAreSampledOnceEach() throws Exception {
        w.watch(
                Configured.of(
                        Configured.service(
                                KONTALI,
                                null,
                                List.of(folder + "/logs/*.log", "/proc/nothing/*.log"))));

        w.tick("disks");

        DiskSampled disk = w.seen.await(DiskSampled.class);
        assertThat(disk.total()).isEqualTo(folderTotal());
        assertThat(disk.available()).isLessThanOrEqualTo(disk.total());
        assertThat(folder.toRealPath().startsWith(disk.mount())).isTrue();
        assertThat(w.seen.facts(DiskSampled.class)).hasSize(1);
    }

    /// As df(1) counts: without the blocks kept for root.
    private long folderTotal() throws Exception {
        var store = Files.getFileStore(folder);
        return store.getTotalSpace() - store.getUnallocatedSpace() + store.getUsableSpace();
    }

    @Test
    void withoutSystemdUnitsAreABlindSpotToldOnce() throws Exception {
        assumeTrue(
                !Files.isDirectory(Path.of("/run/systemd/system")), "left out: systemd runs here");
        w.watch(new ProcessMatch.ByUnit("kontali.service"));

        w.tick("units");
        BlindSpot spot = w.seen.await(BlindSpot.class);
        w.tick("units");

        assertThat(spot.source()).isEqualTo("systemd");
        assertThat(spot.remedy()).contains("command");
        Awaitility.await()
                .during(java.time.Duration.ofMillis(300))
                .until(() -> w.seen.facts(BlindSpot.class).size() == 1);
    }

    @Test
    void aDeathIsAskedForAgainSinceTheManagerHearsOfItLater() throws Exception {
        Path systemctl = folder.resolve("systemctl");
        Files.writeString(
                systemctl,
                """
                #!/bin/sh
                if mkdir %1$s/asked 2>/dev/null; then
                  printf 'ActiveState=active\nResult=success\nMainPID=7\n'
                else
                  printf 'ActiveState=failed\nResult=oom-kill\nMainPID=0\n'
                fi
                """
                        .formatted(folder));
        assertThat(systemctl.toFile().setExecutable(true)).isTrue();
        var service = Configured.kontali(new ProcessMatch.ByUnit("kontali.service"));
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            Samples samples =
                    new Samples(
                            "boot",
                            w.seen,
                            List.of(service),
                            new ServiceMemory(new Roster(), new Cgroups(folder, folder), folder),
                            java.util.Optional.empty(),
                            new UnitWatch(
                                    systemctl.toString(),
                                    List.of(service),
                                    "boot",
                                    w.seen,
                                    threads),
                            threads);

            samples.ended(service.name());

            Awaitility.await().until(() -> w.seen.facts(UnitChanged.class).size() == 2);
            samples.close();
        }
        assertThat(w.seen.facts(UnitChanged.class))
                .extracting(UnitChanged::result)
                .containsExactly("success", "oom-kill");
    }

    @Test
    void servicesWithoutUnitsAskNoUnitManager() {
        w.watch(w.byMark());
        w.tick("units");

        assertThat(w.seen.facts(UnitChanged.class)).isEmpty();
        assertThat(w.seen.facts(dev.varde.events.CollectorFact.BlindSpot.class))
                .noneMatch(spot -> spot.source().equals("systemd"));
    }

    @Test
    void whatCannotBeSeenOfProcessesIsSaidWithItsRemedy() throws Exception {
        Files.createDirectories(folder.resolve("proc"));

        assertThat(Blindness.spots(Proc.ROOT, true)).isEmpty();
        assertThat(Blindness.spots(folder.resolve("proc"), false))
                .extracting(BlindSpot::source)
                .containsExactly("processes", "exit-status");
        assertThat(Blindness.spots(Proc.ROOT, false).getFirst().remedy())
                .contains("--enable-native-access");
    }

    @Test
    void eachSampleHasAnIdOfItsOwn() {
        w.watch(Configured.of());
        w.tick("host-memory");
        Sighting first = w.seen.all().getFirst();
        Awaitility.await()
                .until(() -> System.currentTimeMillis() > first.time().toEpochMilli() + 2);

        w.tick("host-memory");

        assertThat(w.seen.all()).extracting(Sighting::id).doesNotHaveDuplicates().hasSize(2);
    }
}
