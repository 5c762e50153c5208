package dev.varde.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void plainTextStaysAsItIs() {
        assertThat(Printable.of("worker exited (code 1): Ærlig talt → ok"))
                .isEqualTo("worker exited (code 1): Ærlig talt → ok");
    }

    @Test
    void aTerminalIsToldNothing() {
        assertThat(Printable.of("a\u001b[2Jb\u0007\r\nc\u009b31m"))
                .isEqualTo("a\uFFFD[2Jb\uFFFD\uFFFD\uFFFDc\uFFFD31m");
    }

    @Test
    void textCannotChangeItsDirection() {
        assertThat(Printable.of("gpj\u202Eexe\u2066x")).isEqualTo("gpj\uFFFDexe\uFFFDx");
    }

    @Test
    void halfACharacterIsReplaced() {
        assertThat(Printable.of("x\uD800y")).isEqualTo("x\uFFFDy");
    }
}
