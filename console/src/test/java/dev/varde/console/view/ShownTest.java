package dev.varde.console.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.console.Sample;
import dev.varde.console.SampleIncidents;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
    @Test
    void plainTextOfAnyLanguageIsLeftAsItIs() {
        String text = "Zahlung für Łódź über 5 € – 支払い – платёж 😀";
        assertThat(Shown.line(text)).isEqualTo(text);
    }

    @Test
    void controlCharactersBecomePictures() {
        assertThat(Shown.line("a\u0000b\u001b[31mc\u007fd\r\n")).isEqualTo("a␀b␛[31mc␡d␍␊");
    }

    @Test
    void blocksKeepTheirLinesAndTabs() {
        assertThat(Shown.block("a\n\tb\r\u0000")).isEqualTo("a\n\tb␍␀");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x202e, 0x2066, 0x200b, 0x200f, 0xfeff, 0x00ad, 0x2028, 0x85, 0xe0041, 0xe000})
    void whatCannotBeSeenIsNamed(int point) {
        String shown = Shown.line("a" + Character.toString(point) + "b");
        assertThat(shown).isEqualTo(String.format("a‹U+%04X›b", point));
    }

    @Test
    void halfACharacterIsNamedToo() {
        assertThat(Shown.line("a\ud83d")).isEqualTo("a‹U+D83D›");
    }

    @Test
    void longTextIsCutAndSaysByHowMuch() {
        assertThat(Shown.line("x".repeat(Shown.LINE))).hasSize(Shown.LINE);
        assertThat(Shown.line("x".repeat(1 << 20)))
                .startsWith("xxx")
                .endsWith("… (1048176 more characters)")
                .hasSizeLessThan(Shown.LINE + 40);
    }

    @Test
    void cuttingNeverHalvesACharacter() {
        String shown = Shown.line("x".repeat(Shown.LINE - 1) + "😀😀");
        assertThat(shown).contains("😀… (2 more").doesNotContain("‹");
    }

    @Test
    void nothingIsShownAsNothing() {
        assertThat(Shown.line(null)).isEmpty();
    }

    @Test
    void everyTextOfAnIncidentIsMadeFit() {
        Incident raw =
                SampleIncidents.incident(
                        "i-1", IncidentState.OPEN, Sample.NOON, "\u202e", Severity.CRITICAL);
        Incident shown = Shown.incident(raw);
        assertThat(raw.toString()).contains("\u202e");
        assertThat(shown.toString()).doesNotContain("\u202e").contains("‹U+202E›");
        assertThat(shown.id()).isEqualTo(raw.id());
        assertThat(shown.memory()).isEqualTo(raw.memory());
    }
}
