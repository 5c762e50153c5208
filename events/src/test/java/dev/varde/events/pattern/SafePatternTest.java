package dev.varde.events.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.pattern.SafePattern.Compiled.Refused;
import dev.varde.events.pattern.SafePattern.Compiled.Usable;
import dev.varde.events.pattern.SafePattern.Hit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafePatternTest {
    private static SafePattern pattern(String regex) {
        return switch (SafePattern.compile(regex)) {
            case Usable(SafePattern pattern) -> pattern;
            case Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    @Test
    void itFindsTheFirstGroupOrTheWhole() {
        assertThat(pattern("a(\\d+)").find("xa12 a3", 0)).contains(new Hit(2, 4));
        assertThat(pattern("a(\\d+)").find("xa12 a3", 4)).contains(new Hit(6, 7));
        assertThat(pattern("a\\d+").find("xa12", 0)).contains(new Hit(1, 4));
        assertThat(pattern("a").find("bbb", 0)).isEmpty();
        assertThat(pattern("a*").find("bbb", 0)).isEmpty();
        assertThat(pattern("a").find("a", 1)).isEmpty();
    }

    @Test
    void itMatchesWholeTextsAndEqualsItsLike() {
        assertThat(pattern("a|ab").matches("ab")).isTrue();
        assertThat(pattern("a").matches("ab")).isFalse();
        assertThat(pattern("a")).isEqualTo(pattern("a")).hasToString("a");
        assertThat(pattern("a")).isNotEqualTo(pattern("b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a+)+$", "(a|aa)+$", "(a|a?)+$", "(.*a){12}$", "(x+x+)+y", "([a-z]+)*$"})
    void whatIsCatastrophicElsewhereTakesLinearTimeHere(String regex) {
        SafePattern pattern = pattern(regex);
        String small = "a".repeat(2_000) + "!";
        String large = "a".repeat(16_000) + "!";
        pattern.find(small, 0);
        long once = nanos(pattern, small);
        // eight times the text: quadratic time would be 64 times, exponential the end of days
        assertThat(nanos(pattern, large))
                .isLessThan(Math.max(32 * once, Duration.ofSeconds(2).toNanos()));
    }

    private static long nanos(SafePattern pattern, String text) {
        long start = System.nanoTime();
        pattern.find(text, 0);
        return System.nanoTime() - start;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?=x)a",
                "(?<!x)a",
                "(a)\\1",
                "a**",
                "(",
                "[z-a]",
                "\\",
                "((a{100}){100}){100}",
                "(a{1000}){1000}",
                "a{99999999999}",
                "(.{1,1000}){3}"
            })
    void whatCannotBeMatchedSafelyIsRefusedWithAReason(String regex) {
        assertThat(SafePattern.compile(regex))
                .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reason()).isNotBlank());
    }

    @Test
    void aLongPatternIsRefused() {
        assertThat(SafePattern.compile("a".repeat(500))).isInstanceOf(Usable.class);
        assertThat(SafePattern.compile("a".repeat(501))).isInstanceOf(Refused.class);
        assertThat(SafePattern.compile("[\\pL\\pN]{40}".repeat(38))).isInstanceOf(Refused.class);
    }

    @Test
    void bracesThatAreNoCountMultiplyNothing() {
        assertThat(Repetitions.product("{\"a\":1}")).isEqualTo(1);
        assertThat(Repetitions.product("a{2}b{3,}c{,4}d{5,6}")).isEqualTo(2 * 3 * 4 * 6);
        assertThat(Repetitions.product("a{")).isEqualTo(1);
    }
}
