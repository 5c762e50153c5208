package dev.varde.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcStatTest {
    private static final String BEFORE_NAME = "4711 (";
    private static final String BEHIND_NAME =
            ") S 17 4711 4711 0 -1 4194560 105 0 0 0 1 2 0 0 20 0 3 0 98765 5591040 456"
                    + " 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 9\n";

    @Test
    void theFieldsAreThoseOfTheManual() {
        ProcStat stat = parse(BEFORE_NAME + "sleep" + BEHIND_NAME);

        assertThat(stat).isEqualTo(new ProcStat(4711, "sleep", 'S', 17, 3, 98_765, 456, 9));
    }

    @Test
    void aNameMayHoldBracketsBlanksAndNewlines() {
        assertThat(parse(BEFORE_NAME + "a) Z 1\n(b" + BEHIND_NAME).comm()).isEqualTo("a) Z 1\n(b");
    }

    @Test
    void anOlderKernelHasFewerFields() {
        String few = BEFORE_NAME + "sleep" + BEHIND_NAME.substring(0, BEHIND_NAME.indexOf(" 184"));

        assertThat(parse(few).residentPages()).isEqualTo(456);
        assertThat(parse(few).waitStatus()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4711",
                "4711 (sleep",
                "4711 (sleep)",
                "4711 (sleep) S 17 4711",
                "x (sleep) S 17 4711 4711 0 -1 4194560 105 0 0 0 1 2 0 0 20 0 3 0 98765 5591040 456",
                "4711 (sleep) S 17 47?1 4711 0 -1 4194560 105 0 0 0 1 2 0 0 20 0 3 0 98765 5591040 456"
            })
    void whatIsTornIsNothing(String torn) {
        assertThat(ProcStat.parse(torn.getBytes(StandardCharsets.ISO_8859_1))).isEmpty();
    }

    @Test
    void theKernelSaysOfThisProcessWhatJavaKnows() {
        int self = (int) ProcessHandle.current().pid();

        ProcStat stat = ProcStat.of(Path.of("/proc"), self).orElseThrow();

        assertThat(stat.pid()).isEqualTo(self);
        assertThat(stat.parent())
                .isEqualTo((int) ProcessHandle.current().parent().orElseThrow().pid());
        assertThat(stat.residentPages()).isPositive();
    }

    private static ProcStat parse(String line) {
        return ProcStat.parse(line.getBytes(StandardCharsets.ISO_8859_1)).orElseThrow();
    }
}
