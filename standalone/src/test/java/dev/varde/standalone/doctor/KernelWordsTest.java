package dev.varde.standalone.doctor;

import static dev.varde.standalone.doctor.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.kernel.KernelHistory.Said;
import dev.varde.collector.kernel.KernelHistory.Told;
import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KernelWordsTest {
    private final Cast cast = new Cast();

    private static OomKilled kill(String comm, @Nullable String cgroup) {
        return new OomKilled(
                12, comm, OomScope.CGROUP, Killer.KERNEL, 2L << 30, cgroup, "Killed", List.of());
    }

    private void kernel(Duration ago, KernelFact... facts) {
        List<Said> said = Stream.of(facts).map(f -> new Said(NOON.minus(ago), f)).toList();
        cast.kernel = new Look.Seen<>(new Told(said, true, null));
    }

    @Test
    void noKillIsWell() {
        assertThat(KernelWords.of(cast.findings()))
                .singleElement()
                .matches(l -> l.status() == Status.OK && l.what().contains("killed nothing"));
    }

    @Test
    void aKillOfTodayIsBadAndSaysWhoWhenAndWhere() {
        kernel(Duration.ofMinutes(3), kill("java", "/x"));
        cast.kills = OptionalLong.of(1);

        List<Line> lines = KernelWords.of(cast.findings());

        assertThat(lines.getFirst().status()).isEqualTo(Status.BAD);
        assertThat(lines.get(1).what()).contains("java (pid 12)", "2.0 GiB", "3 min ago");
    }

    @Test
    void aKillOfLastWeekIsAWarning() {
        kernel(Duration.ofDays(6), kill("java", "/x"));

        assertThat(KernelWords.of(cast.findings()).getFirst().status()).isEqualTo(Status.WARNING);
    }

    @Test
    void killsThatWereCountedAndAreNotInTheLogAreSaidToBeUnknown() {
        cast.kills = OptionalLong.of(2);

        assertThat(KernelWords.of(cast.findings()))
                .anyMatch(l -> l.status() == Status.UNKNOWN && l.what().contains("2 times more"));
    }

    @Test
    void aKernelLogThatMayNotBeReadIsUnknownWithItsCure() {
        cast.kernel = new Look.Seen<>(new Told(List.of(), false, "/dev/kmsg: permission denied"));

        assertThat(KernelWords.of(cast.findings()).getFirst())
                .matches(l -> l.status() == Status.UNKNOWN)
                .matches(l -> String.valueOf(l.cure()).contains("CAP_SYSLOG"));
    }

    @Test
    void aDiskErrorIsBadAndASegfaultAWarning() {
        kernel(
                Duration.ofMinutes(1),
                new KernelReported(Report.IO_ERROR, null, "I/O error, dev sda"),
                new TrapRaised(4, "app", "segfault", "app[4]: segfault"));

        assertThat(KernelWords.of(cast.findings()))
                .anyMatch(l -> l.status() == Status.BAD && l.what().contains("dev sda"))
                .anyMatch(l -> l.status() == Status.WARNING && l.what().contains("app (pid 4)"));
    }

    @Test
    void aKillInTheUnitOfAServiceIsItsOwn() {
        kernel(Duration.ofMinutes(1), kill("python3", "/system.slice/" + Cast.UNIT));

        assertThat(KernelWords.about(Cast.absent(Cast.UNIT), cast.findings()))
                .singleElement()
                .matches(l -> l.status() == Status.BAD && l.what().contains("python3"));
    }

    @Test
    void aKillOfTheSameNameIsPerhapsItAndOneOfAnotherIsNot() {
        kernel(Duration.ofMinutes(1), kill("kontali", "/x"));
        assertThat(KernelWords.about(Cast.absent(null), cast.findings()))
                .singleElement()
                .matches(l -> l.what().startsWith("perhaps it, by the name"));

        kernel(Duration.ofMinutes(1), kill("other", "/x"));
        assertThat(KernelWords.about(Cast.absent(null), cast.findings())).isEmpty();
    }
}
