package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.LogFact.LogKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What Docker and Kubernetes wrap around the lines of a container.
class ContainerLogsTest {
    private record Matched(LogKind kind, long offset, @Nullable Instant time, List<String> lines) {}

    private final List<Matched> matched = new ArrayList<>();
    private final Held log = new Held();
    private final LogScanner scanner =
            new LogScanner(
                    0,
                    (kind, first, lines) ->
                            matched.add(new Matched(kind, first.offset(), first.time(), lines)));
    private int second;

    private void feed(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        log.write(bytes);
        scanner.feed(bytes, bytes.length);
    }

    private List<String> lastLines() throws IOException {
        return LastLines.before(log, log.size()).lines();
    }

    /// @param log as it stands within JSON
    private String docker(String stream, String log) {
        return "{\"log\":\"%s\",\"stream\":\"%s\",\"time\":\"2026-11-24T21:42:%02d.123456789Z\"}\n"
                .formatted(log, stream, second++);
    }

    private String cri(String stream, String tag, String text) {
        return "2026-11-24T22:42:%02d.123456789+01:00 %s %s %s\n"
                .formatted(second++, stream, tag, text);
    }

    private List<String> firstLines() {
        return matched.stream().map(m -> m.lines().getFirst()).toList();
    }

    @Test
    void aDockerRecordIsItsTextAtItsTime() throws IOException {
        String before = docker("stdout", "all is well\\n");
        feed(
                before
                        + docker(
                                "stderr",
                                "\\u001b[31mERROR\\u001b[0m \\u003cnone\\u003e bl\u00e5\\n"));
        scanner.end();

        assertThat(matched)
                .containsExactly(
                        new Matched(
                                LogKind.LINE,
                                before.getBytes(UTF_8).length,
                                Instant.parse("2026-11-24T21:42:01.123456789Z"),
                                List.of("ERROR <none> bl\u00e5")));
        assertThat(lastLines()).containsExactly("all is well", "ERROR <none> bl\u00e5");
    }

    @Test
    void aCriRecordIsItsTextAtItsTime() throws IOException {
        feed(
                cri("stdout", "F", "all is well")
                        + cri("stdout", "F", "")
                        + cri("stderr", "F:x=1", "ERROR none"));
        scanner.end();

        assertThat(firstLines()).containsExactly("ERROR none");
        assertThat(matched.getFirst().time())
                .isEqualTo(Instant.parse("2026-11-24T21:42:02.123456789Z"));
        assertThat(lastLines()).containsExactly("all is well", "", "ERROR none");
    }

    @Test
    void aLineThatDockerCutIsJoined() {
        String filler = docker("stdout", "fine\\n").repeat(200);
        feed(filler + docker("stderr", "x".repeat(600) + " ER") + docker("stdout", "fine\\n"));
        feed(docker("stderr", "ROR in tw") + docker("stderr", "o halves\\n") + filler);
        scanner.end();

        assertThat(firstLines()).containsExactly("x".repeat(600) + " ERROR in two halves");
        assertThat(matched.getFirst().offset()).isEqualTo(filler.length());
    }

    @Test
    void aLineThatTheKubeletCutIsJoined() {
        String filler = cri("stdout", "F", "fine").repeat(200);
        feed(filler + cri("stderr", "P", "y ER") + cri("stdout", "F", "fine"));
        feed(cri("stderr", "F", "ROR in two halves") + filler);
        scanner.end();

        assertThat(firstLines()).containsExactly("y ERROR in two halves");
    }

    @Test
    void aLineWhoseRestNeverComesIsSentAsItIs() {
        feed(docker("stdout", "fine\\n") + docker("stderr", "FATAL without end"));
        assertThat(scanner.decided()).isEqualTo(docker("stdout", "fine\\n").length());
        scanner.end();

        assertThat(firstLines()).containsExactly("FATAL without end");
    }

    @Test
    void aJoinedLineIsBoundedAndSaysWhatWasCut() {
        feed(docker("stderr", "ERROR " + "x".repeat(16_000)));
        for (int i = 0; i < 30; i++) {
            feed(docker("stderr", "x".repeat(16_000)));
        }
        feed(docker("stderr", "end\\n"));
        scanner.end();

        assertThat(firstLines().getFirst())
                .hasSizeLessThan(4_200)
                .endsWith("… (" + (31 * 16_000 + 9 - 4_096) + " bytes cut)");
    }

    @Test
    void tracesOnBothStreamsAreToldApart() {
        feed(
                docker("stderr", "Traceback (most recent call last):\\n")
                        + docker("stdout", "com.example.Failure: two\\n")
                        + docker("stderr", "  File \\\"a.py\\\", line 2, in f\\n")
                        + docker("stdout", "\\tat app.Two.run(Two.java:4)\\n")
                        + docker("stderr", "KeyError: 'x'\\n")
                        + docker("stdout", "\\tat app.Two.main(Two.java:9)\\n"));
        scanner.end();

        assertThat(matched)
                .extracting(Matched::lines)
                .containsExactlyInAnyOrder(
                        List.of(
                                "Traceback (most recent call last):",
                                "  File \"a.py\", line 2, in f",
                                "KeyError: 'x'"),
                        List.of(
                                "com.example.Failure: two",
                                "\tat app.Two.run(Two.java:4)",
                                "\tat app.Two.main(Two.java:9)"));
    }

    @Test
    void aTraceBelowALineThatSaysNothingIsFoundBehindManyThatWerePassedOver() {
        feed(docker("stdout", "fine\\n").repeat(500));
        feed(
                docker("stderr", "com.example.Failure\\n")
                        + docker("stdout", "fine\\n").repeat(3)
                        + docker("stderr", "\\tat app.Two.run(Two.java:4)\\n"));
        scanner.end();

        assertThat(matched)
                .extracting(Matched::lines)
                .containsExactly(List.of("com.example.Failure", "\tat app.Two.run(Two.java:4)"));
    }

    @Test
    void aStreamThatFallsSilentIsNotWaitedForWithoutEnd() {
        feed(docker("stderr", "ERROR alone\\n") + docker("stdout", "fine\\n").repeat(200));

        assertThat(firstLines()).containsExactly("ERROR alone");
        assertThat(scanner.wantsEach()).isFalse();
    }

    @Test
    void aRecordThatIsBrokenIsPassedOnAsItIs() throws IOException {
        feed(
                docker("stdout", "fine\\n")
                        + "{\"log\":\"ERROR torn\n"
                        + docker("stdout", "ERROR whole\\n"));
        scanner.end();

        assertThat(firstLines()).containsExactly("{\"log\":\"ERROR torn", "ERROR whole");
        assertThat(lastLines()).containsExactly("fine", "{\"log\":\"ERROR torn", "ERROR whole");
    }

    @Test
    void jsonThatOnlyLooksLikeDockersIsLeftAlone() {
        feed("{\"log\":\"ERROR mine\",\"level\":\"error\"}\nplain\n");
        scanner.end();

        assertThat(firstLines()).containsExactly("{\"log\":\"ERROR mine\",\"level\":\"error\"}");
    }

    @Test
    void theFormatIsKnownToOneWhoComesInTheMiddle() throws IOException {
        String torn = "stream\":\"stdout\",\"time\":\"2026-11-24T21:42:00Z\"}\n";
        byte[] before = (torn + docker("stdout", "fine\\n")).getBytes(UTF_8);
        log.write(before);
        scanner.behind(LastLines.contextOf(log, log.size()));
        feed(docker("stdout", "{\\\"level\\\":\\\"error\\\",\\\"msg\\\":\\\"no\\\"}\\n"));
        scanner.end();

        assertThat(firstLines()).containsExactly("{\"level\":\"error\",\"msg\":\"no\"}");
        assertThat(lastLines()).hasSize(3).contains("fine");
    }

    @Test
    void allThatMattersIsFoundWithinDockersJson() {
        List<String> texts =
                List.of(
                        "level=error msg=x",
                        "time=x level=\\\"error\\\" msg=x",
                        "{\\\"level\\\":\\\"fatal\\\",\\\"msg\\\":\\\"x\\\"}",
                        "{\\\"level\\\":50,\\\"msg\\\":\\\"x\\\"}",
                        "\\u001b[31merror\\u001b[39m: x",
                        "2026-11-24\\tERROR\\tmain.go:3",
                        "Address already in use");
        String fine = docker("stdout", "fine\\n").repeat(20);
        feed(fine);
        texts.forEach(text -> feed(docker("stdout", text + "\\n") + fine));
        scanner.end();

        assertThat(matched).hasSameSizeAs(texts);
    }
}
