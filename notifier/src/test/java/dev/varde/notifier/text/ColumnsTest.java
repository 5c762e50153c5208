package dev.varde.notifier.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {
    private static final String WORDS = "word ".repeat(30).strip();

    @Test
    void shortLinesStay() {
        assertThat(Columns.wrap("a\n\n  b")).isEqualTo("a\n\n  b\n");
    }

    @Test
    void longLinesBreakAtBlanks() {
        assertThat(Columns.wrap(WORDS).lines())
                .allMatch(l -> l.length() <= 72 && l.startsWith("word") && l.endsWith("word"))
                .hasSize(3);
    }

    @Test
    void aQuoteStaysAQuoteAndAPointIsIndented() {
        assertThat(Columns.wrap("> " + WORDS).lines()).allMatch(l -> l.startsWith("> word"));
        assertThat(Columns.wrap("- " + WORDS).lines().skip(1))
                .allMatch(l -> l.startsWith("  word"));
    }

    @Test
    void whatIsToBeCopiedStaysWhole() {
        assertThat(Columns.wrap("    " + WORDS)).isEqualTo("    " + WORDS + "\n");
    }

    @Test
    void anEndlessWordIsBrokenBetweenCharacters() {
        String word = "x" + "\uD83D\uDD25".repeat(100);

        assertThat(Columns.wrap(word).lines())
                .allMatch(l -> l.length() <= 72)
                .noneMatch(l -> Character.isHighSurrogate(l.charAt(l.length() - 1)));
        assertThat(Columns.wrap(word).replace("\n", "")).isEqualTo(word);
    }
}
