package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.LogFact.LogKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that loggers write as JSON, in the shapes of the common ones.
class StructuredLineTest {
    private record Matched(LogKind kind, List<String> lines) {}

    private static List<Matched> scanned(String line) {
        List<Matched> all = new ArrayList<>();
        LogScanner scanner =
                new LogScanner(0, (kind, _, lines) -> all.add(new Matched(kind, lines)));
        byte[] bytes = ("fine\n".repeat(20) + line + "\n" + "fine\n".repeat(20)).getBytes(UTF_8);
        scanner.feed(bytes, bytes.length);
        scanner.end();
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":50,\"time\":1764020520000,\"pid\":12,\"msg\":\"posting\"}", // pino
                "{\"level\": 60, \"msg\": \"posting\"}",
                "{\"level\":\"error\",\"ts\":1764020520.1,\"msg\":\"posting\"}", // zap
                "{\"level\":\"dpanic\",\"msg\":\"panic: posting\"}",
                "{\"level\":\"fatal\",\"msg\":\"posting\",\"time\":\"x\"}", // logrus
                "{\"event\": \"posting\", \"level\": \"critical\"}", // structlog
                "{\"@t\":\"x\",\"@m\":\"posting\",\"@l\":\"Error\"}", // Serilog
                "{\"@timestamp\":\"x\",\"level\":\"ERROR\",\"message\":\"posting\"}", // logback
                "{\"@timestamp\":\"x\",\"log.level\":\"ERROR\",\"message\":\"posting\"}", // ECS
                "{\"severity\":\"CRITICAL\",\"message\":\"posting\"}",
                "{\"level\":\"warn\",\"msg\":\"connection refused\"}",
                "{\"level\":\"info\",\"msg\":\"shutting down\"}",
                "{\"level\":\"info\",\"error\":\"connection refused\"}",
                "app-1  | {\"level\":\"error\",\"msg\":\"posting\"}"
            })
    void anErrorMattersAndSoDoesAMessageThatMatters(String line) {
        assertThat(scanned(line)).containsExactly(new Matched(LogKind.LINE, List.of(line)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":\"info\",\"msg\":\"fine\",\"error\":null}",
                "{\"level\":\"info\",\"msg\":\"fine\",\"ERROR\":0}",
                "{\"level\":\"debug\",\"msg\":\"connection refused\"}",
                "{\"level\":20,\"msg\":\"connection refused\"}",
                "{\"level\":\"info\",\"msg\":\"fine\",\"path\":\"/errors/ERROR\"}"
            })
    void theLevelDecidesNotTheRestOfTheRecord(String line) {
        assertThat(scanned(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"level\":50,\"msg\":\"no\",\"err\":{\"type\":\"Error\",\"message\":\"no\",\"stack\":\"Error: no\\n    at f (/srv/a.js:3:9)\"}}",
                "{\"level\":\"error\",\"msg\":\"no\",\"stacktrace\":\"Error: no\\n    at f (/srv/a.js:3:9)\"}",
                "{\"level\":\"info\",\"event\":\"no\",\"exception\":\"Error: no\\n    at f (/srv/a.js:3:9)\"}",
                "{\"level\":\"ERROR\",\"message\":\"no\",\"stack_trace\":\"Error: no\\n    at f (/srv/a.js:3:9)\\n\"}",
                "{\"@m\":\"no\",\"@l\":\"Error\",\"@x\":\"Error: no\\r\\n    at f (/srv/a.js:3:9)\"}",
                "{\"log.level\":\"ERROR\",\"error.stack_trace\":\"Error: no\\n    at f (/srv/a.js:3:9)\"}",
                "{\"level\":\"error\",\"error\":{\"stack\":\"Error: no\\n    at f (/srv/a.js:3:9)\"}}"
            })
    void aStackTraceWithinIsATraceBelowItsRecord(String line) {
        assertThat(scanned(line))
                .containsExactly(
                        new Matched(
                                LogKind.STACK_TRACE,
                                List.of(line, "Error: no", "    at f (/srv/a.js:3:9)")));
    }

    @Test
    void aStackTraceLongerThanALineMayBeIsWhole() {
        String frames = "\\n    at f (/srv/a.js:3:9)".repeat(300);
        List<Matched> all = scanned("{\"level\":50,\"stack\":\"Error: no" + frames + "\"}");

        assertThat(all).hasSize(1);
        assertThat(all.getFirst().lines()).hasSize(302);
        assertThat(all.getFirst().lines().getFirst()).contains("bytes cut)");
    }

    @Test
    void jsonThatIsBrokenIsALineLikeAnyOther() {
        String line = "{\"level\":\"error\",\"msg\":\"no}";
        assertThat(scanned(line)).containsExactly(new Matched(LogKind.LINE, List.of(line)));
    }

    @Test
    void aPrivateKeyInAStackTraceIsHidden() {
        List<Matched> all =
                scanned(
                        "{\"level\":50,\"stack\":\"Error: -----BEGIN PRIVATE KEY-----\\nMIIEow\\n-----END PRIVATE KEY-----\\n    at f (/srv/a.js:3:9)\"}");
        assertThat(all.getFirst().lines().subList(1, 5))
                .noneMatch(l -> l.contains("MIIEow"))
                .contains("    at f (/srv/a.js:3:9)");
    }

    @Test
    void deepAndHostileJsonHarmsNothing() {
        assertThat(scanned("{\"level\":\"error\",\"a\":" + "[".repeat(20_000) + "}")).hasSize(1);
        assertThat(scanned("{\"level\":50,\"cause\":{\"cause\":{\"cause\":{}}}}")).hasSize(1);
    }
}
