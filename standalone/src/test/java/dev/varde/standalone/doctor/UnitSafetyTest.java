package dev.varde.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.probe.Snapshot;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnitSafetyTest {
    @TempDir Path folder;
    private final Cast cast = new Cast();

    private List<Line> with(Map<String, String> properties) {
        cast.unit(properties);
        return UnitSafety.of(Cast.absent(Cast.UNIT), cast.findings());
    }

    @Test
    void aUnitThatRestartsIsBoundedAndStartedAtBootIsWell() {
        assertThat(with(Map.of())).isNotEmpty().noneMatch(Line::isWrong);
    }

    @Test
    void withoutRestartIsAWarningWithADropIn() {
        assertThat(with(Map.of("Restart", "no")))
                .filteredOn(Line::isWrong)
                .singleElement()
                .matches(l -> l.what().contains("Restart=no"))
                .matches(l -> l.remedies().toString().contains("Restart=on-failure"));
    }

    @Test
    void restartsSoQuickThatTheyEndForGoodAreAWarning() {
        assertThat(with(Map.of("RestartUSec", "100ms")))
                .filteredOn(Line::isWrong)
                .singleElement()
                .matches(l -> l.what().contains("for good by systemd after 0.5 s"));
    }

    @Test
    void theLimitsOfAPrintedUnitAreWell() {
        Map<String, String> printed =
                Map.of(
                        "RestartUSec", "2s",
                        "StartLimitBurst", "10",
                        "StartLimitIntervalUSec", "10min");

        assertThat(with(printed)).noneMatch(Line::isWrong);
    }

    @Test
    void withoutMemoryMaxIsAWarning() {
        assertThat(with(Map.of("MemoryMax", "infinity")))
                .filteredOn(Line::isWrong)
                .singleElement()
                .matches(l -> l.what().contains("no MemoryMax="));
    }

    @Test
    void oneThatRunsIsGivenABoundFromWhatItHas() throws Exception {
        try (Strangers strangers = new Strangers(folder)) {
            int pid = strangers.start("exec sleep 100");
            cast.snapshot = Snapshot.take();
            cast.unit(Map.of("MemoryMax", "infinity"));

            List<Line> lines = UnitSafety.of(cast.running(pid, Cast.UNIT), cast.findings());

            assertThat(lines.toString())
                    .containsPattern(
                            "set-property kontali.service MemoryHigh=\\d+M MemoryMax=\\d+M");
        }
    }

    @Test
    void aWatchdogIsOnlyMissedWhereTheProgramSpeaksToSystemd() {
        assertThat(with(Map.of("Type", "notify")))
                .filteredOn(Line::isWrong)
                .singleElement()
                .matches(l -> l.what().contains("WatchdogSec="));
        assertThat(with(Map.of("Type", "notify", "WatchdogUSec", "30s"))).noneMatch(Line::isWrong);
    }

    @Test
    void oneThatIsNotStartedAtBootIsAWarningAndAMaskedOneIsBad() {
        assertThat(with(Map.of("UnitFileState", "disabled")))
                .anyMatch(l -> l.status() == Status.WARNING && l.what().contains("disabled"));
        assertThat(with(Map.of("UnitFileState", "masked"))).anyMatch(l -> l.status() == Status.BAD);
    }

    @Test
    void aChangedUnitThatSystemdHasNotReadIsAWarning() {
        assertThat(with(Map.of("NeedDaemonReload", "yes")))
                .anyMatch(l -> l.isWrong() && l.what().contains("not read it again"));
    }

    @Test
    void whereSystemdDoesNotAnswerItIsUnknownAndSaysWhy() {
        cast.units = new Look.Missed<>("systemd does not run here");

        assertThat(UnitSafety.of(Cast.absent(Cast.UNIT), cast.findings()))
                .singleElement()
                .matches(l -> l.status() == Status.UNKNOWN)
                .matches(l -> l.what().contains("systemd does not run here"));
    }

    @Test
    void aProcessWithoutAUnitIsAWarningWithAWayToOne() throws Exception {
        try (Strangers strangers = new Strangers(folder)) {
            int pid = strangers.start("exec sleep 100");
            cast.snapshot = Snapshot.take();

            Line line = UnitSafety.of(cast.running(pid, null), cast.findings()).getFirst();

            assertThat(line.status()).isEqualTo(Status.WARNING);
            assertThat(line.what()).contains("nothing starts it again");
            assertThat(line.remedies().getFirst().commands().getFirst())
                    .startsWith("varde unit --unit-only kontali");
        }
    }
}
