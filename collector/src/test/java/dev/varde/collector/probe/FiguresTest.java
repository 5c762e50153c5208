package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ResourceFact.CgroupUse;
import dev.varde.events.ResourceFact.HostLimitsSampled;
import dev.varde.events.ResourceFact.Pressure;
import dev.varde.events.ResourceFact.Stall;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    @TempDir Path folder;
    private final Figures figures = new Figures(100);

    private void file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void read(String text) throws Exception {
        file("figures", text);
        assertThat(figures.read(folder + "/figures")).isTrue();
    }

    @Test
    void numbersAreFoundByTheirLabelsAndPlaces() throws Exception {
        read(
                "XMemTotal: 1 kB\nMemTotal:   23 kB\nsome avg10=12.34 avg60=5.6 total=7\nfull avg10=3\n");

        assertThat(figures.after("MemTotal:")).isEqualTo(OptionalLong.of(23));
        assertThat(figures.after("MemFree:")).isEmpty();
        assertThat(figures.after("some", "avg10=")).isEqualTo(OptionalDouble.of(12.34));
        assertThat(figures.after("some", "avg60=")).isEqualTo(OptionalDouble.of(5.6));
        assertThat(figures.after("full", "avg10=")).isEqualTo(OptionalDouble.of(3));
        assertThat(figures.after("full", "avg60=")).isEmpty();
        read("0.10 0.20 0.30 2/435 17886\n");
        assertThat(figures.at(4)).isEqualTo(OptionalLong.of(435));
        assertThat(figures.at(40)).isEmpty();
    }

    @Test
    void whatIsNoNumberIsNone() throws Exception {
        read("max\n");
        assertThat(figures.first()).isEmpty();
        read("99999999999999999999\n");
        assertThat(figures.first()).isEqualTo(OptionalLong.of(Long.MAX_VALUE));
        read("x".repeat(1_000));
        assertThat(figures.first()).isEmpty();
        assertThat(figures.read(folder + "/absent")).isFalse();
        assertThat(figures.first()).isEmpty();
    }

    @Test
    void pressureIsReadAndWhatTheKernelDoesNotTellIsNull() throws Exception {
        file("pressure/cpu", "some avg10=1.50 avg60=0.00 avg300=0.00 total=9\n");
        file(
                "pressure/io",
                "some avg10=20.00 avg60=0 avg300=0 total=9\nfull avg10=10.25 avg60=0 avg300=0 total=9\n");

        assertThat(new Stalls(folder + "/pressure/").read())
                .isEqualTo(new Pressure(new Stall(1.5, 0), null, new Stall(20, 10.25)));
    }

    @Test
    void theLesserOfTheTwoTaskLimitsCounts() throws Exception {
        file("loadavg", "0.10 0.20 0.30 2/435 17886\n");
        file("sys/kernel/threads-max", "192730\n");
        file("sys/kernel/pid_max", "32768\n");
        file("sys/fs/file-nr", "2717\t0\t2466170\n");
        file("1/stat", "");
        file("22/stat", "");

        assertThat(new HostLimits(folder).sample())
                .contains(new HostLimitsSampled(2, 435, 32_768, 2_717, 2_466_170));
        file("loadavg", "");
        assertThat(new HostLimits(folder).sample()).isEmpty();
    }

    private CgroupUse group(String cgroup) throws Exception {
        file("proc/7/cgroup", cgroup);
        return new CgroupFigures(folder.resolve("proc"), folder.resolve("cg")).of(7).orElseThrow();
    }

    @Test
    void groupsOfVersionTwoCountAndTheTightestLimitAboveHolds() throws Exception {
        file("cg/system.slice/memory.high", "3000\n");
        file("cg/system.slice/pids.max", "100\n");
        file("cg/system.slice/a.service/memory.current", "2000\n");
        file("cg/system.slice/a.service/memory.high", "max\n");
        file("cg/system.slice/a.service/memory.swap.max", "0\n");
        file("cg/system.slice/a.service/pids.current", "33\n");
        file("cg/system.slice/a.service/pids.max", "512\n");
        file("cg/system.slice/a.service/memory.pressure", "some avg10=4.00\nfull avg10=2.00\n");

        assertThat(group("0::/system.slice/a.service\n"))
                .isEqualTo(
                        new CgroupUse(
                                2_000L,
                                3_000L,
                                0L,
                                33L,
                                100L,
                                new Pressure(null, new Stall(4, 2), null)));
    }

    @Test
    void groupsOfVersionOneCountInAHierarchyEach() throws Exception {
        file("cg/memory/a/memory.usage_in_bytes", "5000\n");
        file("cg/memory/a/memory.limit_in_bytes", "8000\n");
        file("cg/memory/a/memory.memsw.limit_in_bytes", "9000\n");
        file("cg/pids/b/pids.current", "4\n");
        file("cg/pids/b/pids.max", "max\n");

        assertThat(group("5:pids:/b\n4:cpu,memory:/a\n0::/\n"))
                .isEqualTo(new CgroupUse(5_000L, null, 1_000L, 4L, null, null));
    }

    @Test
    void aProcessAtTheRootOrOutsideHasNoGroup() throws Exception {
        CgroupFigures groups = new CgroupFigures(folder.resolve("proc"), folder.resolve("cg"));
        file("proc/7/cgroup", "0::/\n");
        assertThat(groups.of(7)).isEmpty();
        file("proc/7/cgroup", "0::/../../../etc\nrubbish\n");
        assertThat(groups.of(7)).isEmpty();
        assertThat(groups.of(8)).isEmpty();
    }

    @Test
    void listeningSocketsAreFoundAmongTheOthers() {
        String head =
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt\n";
        String listening =
                "   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 4242 1\n";
        String established =
                "   1: 0100007F:1F41 0100007F:1F42 01 00000000:00000000 00:00000000 00000000  0  0 4243 1\n";
        String six =
                "   2: 00000000000000000000000001000000:1F40 00000000000000000000000000000000:0000 0A"
                        + " 00000000:00000000 00:00000000 00000000  0  0 4244 1\n";
        Map<Integer, Set<Long>> found = new HashMap<>();

        SocketTable.listening(
                (head + listening + established + six + "  3: torn 0A\n 4: :")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                found);

        assertThat(found).containsOnlyKeys(8_000).containsEntry(8_000, Set.of(4242L, 4244L));
    }
}
