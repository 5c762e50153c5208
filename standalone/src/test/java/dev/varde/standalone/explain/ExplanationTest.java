package dev.varde.standalone.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static Explanation of(String... lines) {
        return Explanation.of(List.of(Excerpt.of("app.log", List.of(lines))));
    }

    private static String printed(Explanation told) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        told.print(new PrintStream(out, true, UTF_8), false);
        return out.toString(UTF_8);
    }

    @Test
    void itSaysWhatDiedThenWhyThenWhatToDoThenWhatElseWasSeen() {
        String text =
                printed(
                        of(
                                "2026-11-25 21:42:09 WARNING pool is low",
                                "2026-11-25 21:42:10 ERROR accept: Too many open files",
                                "api-1 exited with code 1"));

        assertThat(text)
                .containsSubsequence(
                        "ran out of file descriptors",
                        "cause: descriptors-exhausted (",
                        "when:  ",
                        "Why",
                        "app.log:2:",
                        "Too many open files",
                        "What to do",
                        "  1. ",
                        "Also seen",
                        "exit-unexplained",
                        "Its last lines");
        assertThat(text).doesNotContain("\u001b");
    }

    @Test
    void whereNothingDiedItSaysSoAndWhatElseToHandIn() {
        Explanation told = of("INFO: ready", "INFO: order 17 stored");

        assertThat(told.found()).isFalse();
        assertThat(printed(told))
                .contains("Nothing in these 2 lines says that something died.")
                .contains("The last line of app.log: INFO: order 17 stored")
                .contains("journalctl -k -b");
    }

    @Test
    void manyFilesAreOneStory() {
        Explanation told =
                Explanation.of(
                        List.of(
                                Excerpt.of(
                                        "app.log",
                                        List.of("OSError: [Errno 24] Too many open files")),
                                Excerpt.of(
                                        "kern.log",
                                        List.of(
                                                "[ 10.100000] Out of memory: Killed process 7 (java) total-vm:1kB,"
                                                        + " anon-rss:1kB, file-rss:1kB"))));

        assertThat(printed(told)).startsWith("java was killed by the kernel: out of memory");
        assertThat(printed(told)).contains("descriptors-exhausted");
    }

    @Test
    void whatMovesATerminalsCursorIsNotPrinted() {
        assertThat(printed(of("OSError: \u0007\u001b]0;x\u0007 Too many open files")))
                .doesNotContain("\u0007")
                .doesNotContain("\u001b");
        assertThat(printed(of("OSError: \u202e Too many open files"))).doesNotContain("\u202e");
    }

    @Test
    void jsonHoldsTheSame() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(of("OSError: [Errno 24] Too many open files").json());

        JsonNode found = json.path("found").path(0);
        assertThat(found.path("cause").asText()).isEqualTo("descriptors-exhausted");
        assertThat(found.path("evidence").path(0).path("line").asInt()).isEqualTo(1);
        assertThat(found.path("advice")).isNotEmpty();
        assertThat(json.path("read").path(0).path("source").asText()).isEqualTo("app.log");
    }
}
