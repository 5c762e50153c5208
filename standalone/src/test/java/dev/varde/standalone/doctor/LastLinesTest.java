package dev.varde.standalone.doctor;

import static dev.varde.standalone.doctor.Cast.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.collector.tail.LogEnd;
import dev.varde.events.LogTail;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LastLinesTest {
    private final Cast cast = new Cast();

    private static LogEnd log(String file, @Nullable Path rotated, String... lines) {
        return new LogEnd(
                Path.of(file), 4_096, NOON.minusSeconds(90), List.of(lines), rotated, null);
    }

    private List<Line> of(LogEnd... logs) {
        cast.logs = Map.of("kontali", new Look.Seen<>(List.of(logs)));
        return LastLines.of(Cast.absent(null), cast.findings());
    }

    @Test
    void theNewestLogSaysItsLastLinesWithTheirAgeAndWithoutSecrets() {
        List<Line> lines =
                of(
                        log("/var/log/a.log", null, "one", "password=s3cr3t"),
                        new LogEnd(
                                Path.of("/var/log/old.log"),
                                1,
                                NOON.minusSeconds(900),
                                List.of("old"),
                                null,
                                null));

        assertThat(lines.getFirst().what()).contains("1 min 30 s ago", "/var/log/a.log");
        assertThat(lines).anyMatch(l -> l.what().contains("| one"));
        assertThat(lines.toString()).contains("password=***").doesNotContain("s3cr3t", "| old");
    }

    @Test
    void theLinesOfOneThatDoesNotRunSayWhyItEnded() {
        List<Line> lines = of(log("/var/log/a.log", null, "Error: listen EADDRINUSE :::3000"));

        assertThat(lines)
                .anyMatch(l ->
                        l.status() == Status.BAD
                                && l.what().contains("port 3000 is already in use")
                                && l.what().endsWith("[port-in-use]"));
    }

    @Test
    void aLogThatMayNotBeReadIsUnknown() {
        LogEnd closed =
                new LogEnd(
                        Path.of("/var/log/a.log"), 0, NOON, List.of(), null, "permission denied");

        assertThat(of(closed))
                .anyMatch(l ->
                        l.status() == Status.UNKNOWN && l.what().contains("permission denied"));
    }

    @Test
    void aConfiguredLogThatLeadsToNoFileIsBad() {
        cast.logs = Map.of("kontali", new Look.Seen<>(List.of()));
        Subject subject =
                new Subject(
                        "kontali",
                        Cast.service("kontali", List.of("/var/log/none-*.log")),
                        null,
                        true,
                        null,
                        List.of(),
                        Map.of(),
                        List.of());

        assertThat(LastLines.of(subject, cast.findings()))
                .singleElement()
                .matches(l -> l.status() == Status.BAD && l.what().contains("none-*.log"));
    }

    @Test
    void aLogInTmpIsAWarningAndOneInVarLogIsNot() {
        cast.rotation = new Rotation(List.of("/tmp/a.log", "/var/log/a.log"));

        assertThat(of(log("/tmp/a.log", null, "x")))
                .anyMatch(l -> l.status() == Status.WARNING && l.what().contains("a boot"));
        assertThat(of(log("/var/log/a.log", null, "x"))).noneMatch(Line::isWrong);
    }

    @Test
    void aLogThatNobodyRotatesIsAWarning() {
        assertThat(of(log("/var/log/a.log", null, "x")))
                .filteredOn(Line::isWrong)
                .singleElement()
                .matches(l -> l.what().contains("nobody rotates it"))
                .matches(l -> l.remedies().getFirst().commands().getFirst().contains("logrotate"));
    }

    @Test
    void aLogThatLogrotateHasOrThatHasGenerationsIsWell() {
        cast.rotation = new Rotation(List.of("/var/log/a.*"));
        assertThat(of(log("/var/log/a.log", null, "x"))).noneMatch(Line::isWrong);

        cast.rotation = new Rotation(List.of());
        assertThat(of(log("/var/log/a.log", Path.of("/var/log/a.log.1"), "x")))
                .noneMatch(Line::isWrong)
                .anyMatch(l -> l.what().contains("a.log.1"));
    }

    @Test
    void theJournalOfItsUnitIsALogToo() {
        LastWords words =
                new LastWords(
                        List.of(new LogTail("journal:kontali.service", List.of("out of luck"))),
                        NOON.minusSeconds(5));
        cast.journals = Map.of(Cast.UNIT, new Look.Seen<>(words));

        List<Line> lines = LastLines.of(Cast.absent(Cast.UNIT), cast.findings());

        assertThat(lines).anyMatch(l -> l.what().contains("out of luck"));
        assertThat(lines.getFirst().what()).contains("5 s ago", Cast.UNIT);
    }

    @Test
    void logsThatCouldNotBeLookedAtInTimeAreUnknown() {
        cast.logs = Map.of("kontali", new Look.Missed<>("no answer in time"));

        assertThat(LastLines.of(Cast.absent(null), cast.findings()))
                .anyMatch(l ->
                        l.status() == Status.UNKNOWN && l.what().contains("no answer in time"));
    }
}
