package dev.varde.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.UnitFact.UnitChanged;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private static final String ACTIVE =
            "MainPID=812\nNRestarts=2\nResult=success\nId=a.service\nActiveState=active\nSubState=running\n";

    @Test
    void aBlockIsReadInAnyOrderOfItsLines() {
        assertThat(Units.parse(List.of("a.service"), ACTIVE))
                .containsOnlyKeys("a.service")
                .containsValue(
                        new UnitChanged("a.service", "active", "running", "success", 2, 812));
    }

    @Test
    void blocksBelongToTheUnitsInTheOrderAsked() {
        String output = ACTIVE + "\nMainPID=0\nActiveState=failed\nResult=oom-kill\n";

        var states = Units.parse(List.of("alias.service", "b.service"), output);

        assertThat(requireNonNull(states.get("alias.service")).mainPid()).isEqualTo(812);
        assertThat(requireNonNull(states.get("b.service")).mainPid()).isNull();
        assertThat(requireNonNull(states.get("b.service")).result()).isEqualTo("oom-kill");
    }

    @Test
    void moreBlocksThanUnitsAreLeftOut() {
        assertThat(Units.parse(List.of("a.service"), ACTIVE + "\n" + ACTIVE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\n", "no equals", "=x", "Id=a.service", "\u0000"})
    void outputWithoutAStateSaysNothing(String output) {
        assertThat(Units.parse(List.of("a.service"), output)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "0", "abc", "99999999999", "1 2", "1;2"})
    void aMainPidThatIsNoPidIsNone(String pid) {
        var states = Units.parse(List.of("a"), "ActiveState=active\nMainPID=" + pid + "\n");

        assertThat(requireNonNull(states.get("a")).mainPid()).isNull();
    }

    @Test
    void aUnitsNameIsNeverTakenForAnOption() {
        List<String> argv = Units.command("systemctl", List.of("--root=/"));

        assertThat(argv.indexOf("--")).isPositive().isLessThan(argv.indexOf("--root=/"));
    }
}
