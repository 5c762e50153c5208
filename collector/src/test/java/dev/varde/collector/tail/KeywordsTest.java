package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.collector.tail.Keywords.Keyword;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeywordsTest {
    private static Keywords of(String... words) {
        return new Keywords(List.of(words).stream().map(Keyword::of).toList(), "bab aba cab");
    }

    @Test
    void itFindsExactlyWhatASearchWordByWordFinds() {
        List<String> words = List.of("abab", "baac", "aabcb", "b cab", "cc..cc", "abcabcab");
        Keywords keywords = of(words.toArray(String[]::new));
        Random random = new Random(1);
        int found = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int j = random.nextInt(24); j > 0; j--) {
                text.append("aAbBcC. \u00e6".charAt(random.nextInt(9)));
            }
            String lower = text.toString().toLowerCase(Locale.ROOT);
            boolean there = words.stream().anyMatch(lower::contains);
            found += there ? 1 : 0;
            assertThat(keywords.occurIn(text.toString())).as(text.toString()).isEqualTo(there);
        }
        assertThat(found).isBetween(1_000, 99_000);
    }

    @Test
    void itFindsAWordWhereverItStands() {
        Keywords keywords = of("panic:", "\tat ");
        for (int before = 0; before < 20; before++) {
            for (String word : List.of("PANIC:", "\tat ")) {
                byte[] text = (".".repeat(before) + word).getBytes(UTF_8);
                assertThat(keywords.find(text, 0, text.length)).as(word).isEqualTo(before);
            }
        }
    }

    @Test
    void aWordAstrideTheBoundsIsNotFound() {
        byte[] text = "xpanic:x".getBytes(UTF_8);
        assertThat(of("panic:").find(text, 2, text.length)).isEqualTo(-1);
        assertThat(of("panic:").find(text, 0, 6)).isEqualTo(-1);
        assertThat(of("panic:").find(text, 1, 7)).isEqualTo(1);
    }

    @Test
    void whatIsFoundStandsInTheFirstLineWithAWord() {
        Random random = new Random(2);
        Keywords keywords = of("error", "refused", "out of memory");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int line = 0; line < 6; line++) {
                String word = List.of("error", "refused", "out of memory").get(random.nextInt(3));
                text.append("-".repeat(random.nextInt(5)));
                text.append(random.nextInt(3) == 0 ? word : "nothing").append('\n');
            }
            byte[] bytes = text.toString().getBytes(UTF_8);
            int found = keywords.find(bytes, 0, bytes.length);
            List<String> lines = text.toString().lines().toList();
            long before = lines.stream().takeWhile(l -> !keywords.occurIn(l)).count();
            long newlines =
                    found < 0 ? 6 : text.substring(0, found).chars().filter(c -> c == '\n').count();
            assertThat(newlines).as(text.toString()).isEqualTo(before);
        }
    }

    @Test
    void aWordOfThreeLettersIsRefused() {
        assertThatThrownBy(() -> of("abc")).isInstanceOf(IllegalArgumentException.class);
    }
}
