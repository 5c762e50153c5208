package dev.varde.collector.probe;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.UnitFact.EndCode;
import dev.varde.events.UnitFact.Guards;
import dev.varde.events.UnitFact.MainEnd;
import dev.varde.events.UnitFact.UnitChanged;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitStateTest {
    private static final String ACTIVE =
            "MainPID=812\nNRestarts=2\nResult=success\nId=a.service\nActiveState=active\nSubState=running\n";

    /// As systemd 252 prints it.
    private static final String FAILED =
            """
            Restart=on-failure
            RestartUSec=100ms
            WatchdogUSec=1min 30s
            MainPID=0
            Result=oom-kill
            NRestarts=3
            OOMPolicy=stop
            ExecMainPID=87
            ExecMainCode=2
            ExecMainStatus=9
            ControlGroup=
            MemoryCurrent=[not set]
            MemoryMax=31457280
            Id=a.service
            ActiveState=failed
            SubState=failed
            InvocationID=c5c6931e9c694376a1e41eb05e5cbe46
            """;

    private static UnitState one(String output) {
        return requireNonNull(UnitState.parse(List.of("a.service"), output).get("a.service"));
    }

    @Test
    void aBlockIsReadInAnyOrderOfItsLines() {
        assertThat(one(ACTIVE).fact())
                .isEqualTo(new UnitChanged("a.service", "active", "running", "success", 2, 812));
    }

    @Test
    void howTheMainProcessEndedAndWhatGuardsTheUnitAreRead() {
        UnitState state = one(FAILED);

        assertThat(state.fact().ended()).isEqualTo(new MainEnd(87, EndCode.KILLED, 9));
        assertThat(state.fact().guards())
                .isEqualTo(new Guards("on-failure", 31_457_280L, "stop", 90_000_000));
        assertThat(state.newestPid()).isEqualTo(87);
        assertThat(state.invocation()).isEqualTo("c5c6931e9c694376a1e41eb05e5cbe46");
        assertThat(state.restartMicros()).isEqualTo(100_000);
        assertThat(state.memory()).isNull();
    }

    @Test
    void noLimitIsNoLimitHoweverItIsWritten() {
        for (String limit : List.of("infinity", "18446744073709551615", "[not set]", "")) {
            String output = FAILED.replace("MemoryMax=31457280", "MemoryMax=" + limit);

            assertThat(requireNonNull(one(output).fact().guards()).memoryMax()).isNull();
        }
        assertThat(
                        requireNonNull(
                                        one(FAILED.replace("MemoryMax", "MemoryLimit"))
                                                .fact()
                                                .guards())
                                .memoryMax())
                .isEqualTo(31_457_280L);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "4,9", "2,0", "2,300", "1,999999999", "x,9"})
    void anEndThatCannotBeIsNone(String code, String status) {
        String output =
                FAILED.replace("MainCode=2", "MainCode=" + code)
                        .replace("MainStatus=9", "MainStatus=" + status);

        assertThat(one(output).fact().ended()).isNull();
    }

    @Test
    void blocksBelongToTheUnitsInTheOrderAsked() {
        String output = ACTIVE + "\nMainPID=0\nActiveState=failed\nResult=oom-kill\n";

        Map<String, UnitState> states =
                UnitState.parse(List.of("alias.service", "b.service"), output);

        assertThat(requireNonNull(states.get("alias.service")).fact().mainPid()).isEqualTo(812);
        assertThat(requireNonNull(states.get("b.service")).fact().mainPid()).isNull();
        assertThat(requireNonNull(states.get("b.service")).fact().result()).isEqualTo("oom-kill");
    }

    @Test
    void moreBlocksThanUnitsAreLeftOut() {
        assertThat(UnitState.parse(List.of("a.service"), ACTIVE + "\n" + ACTIVE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n\n", "no equals", "=x", "Id=a.service", "\u0000"})
    void outputWithoutAStateSaysNothing(String output) {
        assertThat(UnitState.parse(List.of("a.service"), output)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "0", "abc", "99999999999", "1 2", "1;2"})
    void aMainPidThatIsNoPidIsNone(String pid) {
        assertThat(one("ActiveState=active\nMainPID=" + pid + "\n").fact().mainPid()).isNull();
    }

    @Test
    void aUnitsNameIsNeverTakenForAnOption() {
        List<String> argv = Systemctl.HERE.show(List.of("--root=/"), UnitState.PROPERTIES);

        assertThat(argv.indexOf("--")).isPositive().isLessThan(argv.indexOf("--root=/"));
    }

    @ParameterizedTest
    @CsvSource({
        "1s,1000000",
        "1min 30s,90000000",
        "2h 3min,7380000000",
        "1.5s,1500000",
        "250us,250",
        "infinity,0",
        "0,0",
        "rubbish,0",
        "'',0"
    })
    void aTimeSpanIsReadAsSystemdPrintsIt(String text, long micros) {
        assertThat(TimeSpan.micros(text)).isEqualTo(micros);
    }
}
