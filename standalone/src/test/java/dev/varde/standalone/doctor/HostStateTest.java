package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.probe.HostFigures;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostStateTest {
    private static final long GIB = 1L << 30;

    @TempDir Path folder;
    private final Cast cast = new Cast();

    private Line line(String beginning) {
        return HostState.of(cast.findings()).stream()
                .filter(l -> l.what().startsWith(beginning))
                .findFirst()
                .orElseThrow();
    }

    private Line disk(long available, long inodesFree, boolean readOnly) {
        cast.disks =
                new Look.Seen<>(
                        List.of(
                                new DiskSampled(
                                        "/data",
                                        "/dev/sda1",
                                        100 * GIB,
                                        available,
                                        1_000,
                                        inodesFree,
                                        readOnly)));
        return line("disk /data");
    }

    @Test
    void memoryUnderTheRedFlagIsAWarningAndOverItIsWell() {
        assertThat(line("memory").status()).isEqualTo(Status.OK);

        cast.flags = new RedFlags(Long.MAX_VALUE, 0.9, false);
        assertThat(line("memory").isWrong()).isTrue();
        assertThat(line("memory").remedies()).isNotEmpty();
    }

    @Test
    void swapThatIsExpectedAndMissingIsAWarning() {
        assumeTrue(
                HostFigures.memory().orElseThrow().swapTotal() == 0,
                "left out: this host has swap");
        assertThat(line("swap").status()).isEqualTo(Status.OK);

        cast.flags = new RedFlags(0, 0.9, true);
        assertThat(line("swap").status()).isEqualTo(Status.WARNING);
        assertThat(line("swap").remedies().toString()).contains("swapon");
    }

    @Test
    void aDiskIsWellFillingOrFull() {
        assertThat(disk(50 * GIB, 900, false).status()).isEqualTo(Status.OK);
        assertThat(disk(9 * GIB, 900, false).status()).isEqualTo(Status.WARNING);
        assertThat(disk(GIB, 900, false).status()).isEqualTo(Status.BAD);
    }

    @Test
    void inodesCountLikeBytes() {
        Line line = disk(50 * GIB, 10, false);

        assertThat(line.status()).isEqualTo(Status.BAD);
        assertThat(line.what()).contains("inodes 99 % used");
        assertThat(line.remedies().toString()).contains("--inodes");
    }

    @Test
    void aDiskMountedReadOnlyIsBad() {
        assertThat(disk(50 * GIB, 900, true).what()).contains("mounted read-only");
        assertThat(disk(50 * GIB, 900, true).status()).isEqualTo(Status.BAD);
    }

    @Test
    void disksThatHangAreUnknown() {
        cast.disks = new Look.Missed<>("no answer in time");

        assertThat(line("disks").status()).isEqualTo(Status.UNKNOWN);
    }

    @Test
    void pressureIsToldOrUnknownAndTheHostsLimitsAreTold() {
        assertThat(line("pressure").what()).containsAnyOf("of the last 10 s", "does not tell it");
        assertThat(line("the host has").what()).contains(" tasks, ");
    }

    /// A real file system that is full.
    @Test
    void aRealFullFileSystemIsFoundByAPathOnIt() throws Exception {
        Path mount = Files.createDirectory(folder.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "varde-test", mount.toString()),
                "left out: mounting a file system needs root");
        try {
            Files.write(mount.resolve("filling"), new byte[1 << 20]);
            var disks = HostFigures.disks(List.of(mount.resolve("logs/app.log")));
            assumeTrue(disks.isPresent(), "left out: native access is denied");
            cast.disks = new Look.Seen<>(disks.get());

            assertThat(line("disk " + mount.toRealPath()).status()).isEqualTo(Status.BAD);
        } finally {
            run("umount", mount.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
