package dev.varde.notifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @Test
    void lineBreaksAndTabsBecomeBlanks() {
        assertThat(SafeText.line("a\r\nBcc: x@y\tz\u2028q", 100)).isEqualTo("a  Bcc: x@y z q");
    }

    @Test
    void controlCharactersAreShownAsUnshowable() {
        assertThat(SafeText.line("a\u0000b\u0007c\u009bd", 100))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd");
    }

    @Test
    void terminalEscapesAreTakenOut() {
        assertThat(SafeText.line("\u001B[1;31mred\u001B[0m text", 100)).isEqualTo("red text");
    }

    @Test
    void whatTurnsTheWritingDirectionIsNeutralised() {
        assertThat(SafeText.line("a\u202Eb\u2066c\u200Fd\u061Ce", 100))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
    }

    @Test
    void halfASurrogatePairIsNotPassedOn() {
        assertThat(SafeText.line("a\uD83Db", 100)).isEqualTo("a\uFFFDb");
        assertThat(SafeText.line("a\uD83D\uDD25b", 100)).isEqualTo("a\uD83D\uDD25b");
    }

    @ParameterizedTest
    @CsvSource({"abcdef,6,abcdef", "abcdefg,6,abcde…", "'abcd  efg',6,abcd…"})
    void longTextIsCutWithASign(String text, int longest, String cut) {
        assertThat(SafeText.cut(text, longest)).isEqualTo(cut);
    }

    @Test
    void aCutNeverSplitsACharacter() {
        assertThat(SafeText.cut("ab\uD83D\uDD25cd", 4)).isEqualTo("ab…");
    }

    @Test
    void tenMegabytesAreCutQuicklyAndShort() {
        assertThat(SafeText.line("x".repeat(10 << 20), 240)).hasSize(240).endsWith("…");
    }

    @Test
    void theLastLinesAreKeptAndEachIsCut() {
        List<String> lines = SafeText.lines(List.of("1", "2\nstill 2", "y".repeat(50)), 2, 10);

        assertThat(lines).containsExactly("2", "still 2", "yyyyyyyyy…");
    }
}
