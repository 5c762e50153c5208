package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.LogFact.LogKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogScannerTest {
    private record Matched(LogKind kind, long offset, List<String> lines) {
        static TraceJoiner.Out into(List<Matched> all) {
            return (kind, first, lines) -> all.add(new Matched(kind, first.offset(), lines));
        }
    }

    private static final List<String> PIECES =
            List.of(
                    "INFO all is well",
                    "2026-11-24 12:00:03 INFO [worker-1] processed 12 clients in 3 ms",
                    "2026-11-24 12:00:03 ERROR [worker-2] java.sql.SQLException: refused",
                    "java.lang.IllegalStateException: of two",
                    "lines",
                    "com.example.Failure",
                    "\tat app.Main.main(Main.java:3)",
                    "    at listen (node:net:1817:16)",
                    "app-1  | com.example.Failure",
                    "app-1  | \tat app.Main.main(Main.java:3)",
                    "/srv/app.js:12",
                    "Error: boom",
                    "Node.js v20.11.1",
                    "Traceback (most recent call last):",
                    "  File \"a.py\", line 2, in f",
                    "    g()",
                    "KeyError: 'x'",
                    "[12] Traceback (most recent call last):",
                    "[12]   File \"a.py\", line 2, in f",
                    "[12] KeyError: 'x'",
                    "panic: no",
                    "goroutine 1 [running]:",
                    "main.main()",
                    "thread 'main' panicked at src/main.rs:4:5:",
                    "it broke",
                    "app.rb:3:in `post': no (RuntimeError)",
                    "\tfrom app.rb:9:in `<main>'",
                    "PHP Fatal error:  Uncaught Exception: no in /srv/a.php:3",
                    "Stack trace:",
                    "#0 {main}",
                    "  thrown in /srv/a.php on line 3",
                    "{\"level\":50,\"msg\":\"no\"}",
                    "{\"level\":\"info\",\"msg\":\"fine\"}",
                    "",
                    "\u001b[31mERROR\u001b[0m red",
                    "the connection was refused, connection refused",
                    "bl\u00e5b\u00e6r \u2026",
                    "x".repeat(5_000));

    /// What comes out when each line is made text and looked at.
    private static List<Matched> lineByLine(String text) {
        List<Matched> all = new ArrayList<>();
        StreamLines stream = new StreamLines(Matched.into(all));
        int at = 0;
        for (String each : text.split("\n", -1)) {
            byte[] bytes = each.getBytes(UTF_8);
            RawLine raw = new RawLine(at, bytes, 0, bytes.length, bytes.length);
            Line line = new Line(at, raw.text());
            at += bytes.length + 1;
            if (at <= text.getBytes(UTF_8).length) {
                StructuredLine.of(raw)
                        .ifPresentOrElse(json -> stream.feed(line, json), () -> stream.feed(line));
            }
        }
        stream.flush();
        return all;
    }

    private static LogScanner scanner(List<Matched> all) {
        return new LogScanner(0, Matched.into(all));
    }

    private static void feed(LogScanner scanner, byte[] bytes, int longest, Random random) {
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + 1 + random.nextInt(longest));
            byte[] part = Arrays.copyOfRange(bytes, at, end);
            scanner.feed(part, part.length);
            at = end;
        }
    }

    @Test
    void whatComesOutIsWhatLookingAtEachLineWouldShow() throws IOException {
        int traces = 0;
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            boolean dense = random.nextBoolean();
            for (int line = random.nextInt(60); line >= 0; line--) {
                int piece =
                        dense || random.nextInt(8) == 0
                                ? random.nextInt(PIECES.size())
                                : random.nextInt(2);
                text.append(PIECES.get(piece)).append('\n');
            }
            List<Matched> seen = new ArrayList<>();
            LogScanner scanner = scanner(seen);
            feed(scanner, text.toString().getBytes(UTF_8), random.nextInt(1, 4_000), random);
            scanner.end();

            assertThat(seen).as("seed %d:\n%s", seed, text).isEqualTo(lineByLine(text.toString()));
            traces += (int) seen.stream().filter(m -> m.kind() == LogKind.STACK_TRACE).count();
            assertThat(scanner.decided())
                    .as("seed %d", seed)
                    .isEqualTo(text.toString().getBytes(UTF_8).length);
            List<String> last = text.toString().lines().toList();
            Held log = new Held();
            log.write(text.toString().getBytes(UTF_8));
            assertThat(LastLines.before(log, log.size()).lines())
                    .hasSameSizeAs(last.subList(Math.max(0, last.size() - 50), last.size()));
        }
        assertThat(traces).isGreaterThan(1_000);
    }
}
