package dev.varde.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.UnitFact.UnitChanged;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcTextTest {
    private static final String REST =
            " S 7 12 12 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 5 0 4711 1000 321 18446744073709551615"
                    + " 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 256\n";

    private static ProcStat stat(String comm) {
        byte[] bytes = ("12 (" + comm + ")" + REST).getBytes(StandardCharsets.ISO_8859_1);
        return ProcStat.parse(bytes).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java",
                "a) S 1 (b",
                "",
                "two\nlines",
                "(((",
                ")))",
                "tab\t\u0000",
                "\u00ff"
            })
    void aProcessMayCallItselfAnything(String comm) {
        ProcStat stat = stat(comm);

        assertThat(stat).isEqualTo(new ProcStat(12, comm, 'S', 7, 5, 4711, 321, 256));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "12", "12 (", "12 (a)", "12 (a) ", "x (a) S 1 2 3", "12 (a) S 7 12"})
    void aTornLineIsNoProcess(String text) {
        assertThat(ProcStat.parse(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void aRealProcessIsRead() {
        int self = (int) ProcessHandle.current().pid();

        ProcStat stat = ProcStat.of(Proc.ROOT, self).orElseThrow();
        Instant started = Proc.startedAt(Proc.bootedAt(Instant.now()), stat.startTicks());

        assertThat(stat.pid()).isEqualTo(self);
        assertThat(stat.ended()).isFalse();
        assertThat(stat.residentPages() * Proc.PAGE_BYTES).isGreaterThan(10L << 20);
        assertThat(
                        Duration.between(
                                        started,
                                        ProcessHandle.current().info().startInstant().orElseThrow())
                                .abs())
                .isLessThan(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @CsvSource({"MemTotal:, 24", "MemAvailable:, 7", "SwapTotal:, 0"})
    void numbersAreFoundByTheirLabel(String label, long value) {
        String text = "MemTotal:    24 kB\nMemAvailable: 7 kB\nSwapTotal:0 kB\n";

        assertThat(Proc.number(text, label)).contains(value);
        assertThat(Proc.number(text, "Total:")).isEmpty();
        assertThat(Proc.number("", label)).isEmpty();
    }

    @Test
    void theHostsFactsAreThere() {
        HostFacts facts = HostFacts.read();

        assertThat(facts.bootId()).matches("[0-9a-f-]{36}");
        assertThat(facts.kernel()).matches("\\d+\\.\\d+.*");
        assertThat(facts.memoryTotal()).isGreaterThan(100L << 20);
        assertThat(facts.processors()).isPositive();
    }

    @Test
    void mountsAreReadWithTheirBlanks() {
        Mounts.Mount root = Mounts.parse("/dev/sda1 / ext4 rw,relatime 0 0").orElseThrow();
        Mounts.Mount odd = Mounts.parse("tmpfs /mnt/my\\040disk tmpfs ro 0 0").orElseThrow();
        Mounts.Mount over = Mounts.parse("other /mnt/my\\040disk ext4 rw 0 0").orElseThrow();

        assertThat(odd.point()).isEqualTo(Path.of("/mnt/my disk"));
        assertThat(odd.readOnly()).isTrue();
        assertThat(Mounts.of(Path.of("/mnt/my disk/a"), List.of(root, odd))).contains(odd);
        assertThat(Mounts.of(Path.of("/mnt/my disk/a"), List.of(root, odd, over))).contains(over);
        assertThat(Mounts.of(Path.of("/mnt/mydisk"), List.of(root, odd))).contains(root);
        assertThat(Mounts.parse("nonsense")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/var/log/app/*.log, /var/log/app",
        "/var/log/app.log, /var/log/app.log",
        "/var/*/x/a.log, /var",
        "/*.log, /"
    })
    void theFolderOfAPatternIsTheOneAboveIt(String pattern, String folder) {
        assertThat(Disks.withoutGlob(pattern)).isEqualTo(Path.of(folder));
    }

    @Test
    void unitsAreReadFromTheOutputOfSystemctl() {
        String output =
                """
                NRestarts=3
                Id=a.service
                ActiveState=failed
                SubState=failed
                MainPID=0
                Result=oom-kill

                Id=b.service
                ActiveState=active
                SubState=running
                MainPID=812
                Result=success
                NRestarts=0
                """;

        Map<String, UnitState> states = UnitState.parse(List.of("a.service", "b.service"), output);

        assertThat(requireNonNull(states.get("a.service")).fact())
                .isEqualTo(new UnitChanged("a.service", "failed", "failed", "oom-kill", 3, null));
        assertThat(requireNonNull(states.get("b.service")).fact())
                .isEqualTo(new UnitChanged("b.service", "active", "running", "success", 0, 812));
        assertThat(UnitState.parse(List.of("a.service"), "rubbish\u0000\n\n=\n")).isEmpty();
    }

    @Test
    void longIdsStayWithinTheirBoundAndStayDifferent() {
        String long1 = "x".repeat(300) + "1";
        String long2 = "x".repeat(300) + "2";

        assertThat(Ids.of("boot", 1, "exited").value()).isEqualTo("boot:1:exited");
        assertThat(Ids.of(long1).value()).hasSize(200).isNotEqualTo(Ids.of(long2).value());
        assertThat(Ids.of(long1)).isEqualTo(Ids.of(long1));
    }
}
