package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines that come in parts, are too long, or are no text.
class LineCasesTest {
    @TempDir private Path directory;
    private Following f;

    @BeforeEach
    void follow() throws IOException {
        f = new Following(directory, "*.log");
        f.append("app.log", "start\n");
        f.look();
    }

    @AfterEach
    void end() {
        f.close();
    }

    @Test
    @Case(12)
    void aLineThatIsSeenInPartsIsToldWhole() throws IOException {
        String line = "ERROR " + "\u00e6".repeat(1_000) + " end";
        byte[] bytes = (line + "\n").getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at += 97) {
            f.append("app.log", Arrays.copyOfRange(bytes, at, Math.min(at + 97, bytes.length)));
            f.settle();
        }

        assertThat(f.lines()).containsExactly(line);
    }

    @Test
    @Case(13)
    void aLineThatIsCompletedAfterARestartIsToldOnceAndWhole() throws IOException {
        f.append("app.log", "ERROR begun ");
        f.look();
        f.stop();
        f.append("app.log", "and completed\n");
        f.start();
        f.drain();

        assertThat(f.lines()).containsExactly("ERROR begun and completed");
    }

    @Test
    @Case(13)
    void aLineThatIsBeingWrittenAtTheFirstLookIsToldWhole() throws IOException {
        f.stop();
        f.append("new.log", "ERROR old\nERROR begun ");
        Following first = new Following(directory.resolve("."), "new.log");
        first.stop();
        java.nio.file.Files.delete(f.path("positions.json"));
        java.nio.file.Files.deleteIfExists(f.path("positions.json.prev"));
        try (Following g = new Following(directory, "new.log")) {
            g.append("new.log", "and completed\n");
            g.settle();

            assertThat(g.lines()).containsExactly("ERROR begun and completed");
        }
    }

    @Test
    @Case(15)
    void aLineOfManyMegabytesIsCutAndBlindsNobody() throws IOException {
        f.append("app.log", "ERROR " + "x".repeat(20 << 20) + "\nERROR next\n");
        f.look();
        f.settle();

        assertThat(f.lines()).hasSize(2).endsWith("ERROR next");
        assertThat(f.lines().getFirst()).hasSizeLessThan(5_000).contains("bytes cut");
    }

    @Test
    @Case(16)
    void bytesThatAreNoUtf8AreReplacedAndTheRestOfTheLineIsKept() throws IOException {
        f.append("app.log", new byte[] {'E', 'R', 'R', 'O', 'R', ' ', (byte) 0xc3, '(', 'x', '\n'});
        f.look();
        f.settle();

        assertThat(f.lines()).containsExactly("ERROR \ufffd(x");
    }

    @Test
    @Case(17)
    void carriageReturnsEmptyLinesAndSplitCharactersHarmNothing() throws IOException {
        byte[] euro = "ERROR \u20ac\r\n".getBytes(UTF_8);
        f.append("app.log", "\r\n\n" + "y".repeat((64 << 10) - 8) + "\n");
        f.append("app.log", euro);
        f.look();
        f.settle();

        assertThat(f.lines()).containsExactly("ERROR \u20ac");
    }

    @Test
    @Case(17)
    void linesInUtf16AreReadOrAtLeastStopNothing() throws IOException {
        f.append("wide.log", new byte[] {(byte) 0xff, (byte) 0xfe});
        f.append("wide.log", "ERROR wide\n".getBytes(UTF_16LE));
        f.append("app.log", "ERROR narrow\n");
        f.look();
        f.settle();

        assertThat(f.lines()).contains("ERROR narrow").hasSizeLessThanOrEqualTo(2);
        assertThat(f.drain().tails()).anyMatch(tail -> tail.file().endsWith("wide.log"));
    }

    @Test
    @Case(18)
    void zeroBytesInALineDoNotHideIt() throws IOException {
        f.append("app.log", new byte[] {'E', 'R', 'R', 'O', 'R', ' ', 'a', 0, 0, 'b', '\n'});
        f.look();
        f.settle();

        assertThat(f.lines()).singleElement().asString().startsWith("ERROR a").endsWith("b");
    }

    @Test
    @Case(39)
    void aTraceOfASlowWriterIsNotCutByPausesThatAreShort() throws IOException {
        f.append("app.log", "Traceback (most recent call last):\n");
        f.read();
        f.append("app.log", "  File \"a.py\", line 1, in f\n");
        f.read();
        f.append("app.log", "    g()\n");
        f.read();
        f.append("app.log", "KeyError: 'x'\n");
        f.settle();

        assertThat(f.seen.matched()).hasSize(1);
        assertThat(f.seen.matched().getFirst().lines()).hasSize(4);
    }

    @Test
    @Case(41)
    void tracesInTwoFilesAreNotMixed() throws IOException {
        f.append("one.log", "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n");
        f.append("two.log", "Traceback (most recent call last):\n  File \"b.py\", line 2, in h\n");
        f.look();
        f.append("two.log", "    i()\nValueError: two\n");
        f.append("one.log", "    g()\nKeyError: 'one'\n");
        f.pass(Duration.ofSeconds(10));

        assertThat(f.seen.matched())
                .extracting(m -> m.lines().getLast())
                .containsExactlyInAnyOrder("KeyError: 'one'", "ValueError: two");
    }
}
