package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bytes that are no plain lines of UTF-8.
class LineShapesTest {
    private final List<Line> seen = new ArrayList<>();
    private final Held log = new Held();
    private final LogScanner scanner = new LogScanner(0, (_, first, _) -> seen.add(first));

    private void feed(byte[] bytes) {
        scanner.feed(bytes, bytes.length);
    }

    /// As it is read from a file.
    private void write(byte[] bytes) {
        log.write(bytes);
        feed(bytes);
    }

    private List<String> lastLines() throws IOException {
        return LastLines.before(log, log.size()).lines();
    }

    private List<String> texts() {
        return seen.stream().map(Line::text).toList();
    }

    @Test
    void fiveHundredMegabytesOfNulAreSkippedAndAreNoLine() {
        byte[] nuls = new byte[1 << 20];
        for (int i = 0; i < 500; i++) {
            feed(nuls);
        }
        assertThat(scanner.decided()).isEqualTo(500L << 20);
        feed("ERROR behind\n".getBytes(UTF_8));
        scanner.end();

        assertThat(seen).containsExactly(new Line(500L << 20, "ERROR behind"));
    }

    @Test
    void nulsWithinALineCountAsOne() {
        feed("ERROR be".getBytes(UTF_8));
        feed(new byte[300_000]);
        feed("hind\nERROR a\0\0\0b\n".getBytes(UTF_8));
        scanner.end();

        assertThat(texts()).containsExactly("ERROR be\ufffdhind", "ERROR a\ufffdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16IsDecodedWhereAByteOrderMarkTellsIt(String name) throws IOException {
        Charset charset = Charset.forName(name);
        byte[] text =
                "\ufeffINFO bl\u00e5\nERROR \u540a \ud83d\ude00\r\nFATAL last".getBytes(charset);
        for (int at = 0; at < text.length; at += 7) {
            write(Arrays.copyOfRange(text, at, Math.min(text.length, at + 7)));
        }
        scanner.end();

        assertThat(texts()).containsExactly("ERROR \u540a \ud83d\ude00", "FATAL last");
        assertThat(seen.getFirst().offset()).isEqualTo(2L * "\ufeffINFO bl\u00e5\n".length());
        assertThat(lastLines()).startsWith("INFO bl\u00e5");
        assertThat(scanner.decided()).isEqualTo(text.length);
    }

    @Test
    void aByteOrderMarkOfUtf8IsDropped() {
        feed("\ufeffERROR first\n".getBytes(UTF_8));
        scanner.end();
        assertThat(texts()).containsExactly("ERROR first");
    }

    @Test
    void ofAProgressBarTheLastStateIsShownUnlessAnEarlierOneMatters() throws IOException {
        write("10 %\r20 %\r99 % ERROR\r\n10 %\rERROR lost\r20 %\nfine\r\n\r\r\n".getBytes(UTF_8));
        scanner.end();

        assertThat(texts()).containsExactly("99 % ERROR", "ERROR lost");
        assertThat(lastLines()).containsExactly("99 % ERROR", "ERROR lost", "fine", "");
    }

    @Test
    void invalidUtf8IsReplacedAndCutsNothing() {
        feed(new byte[] {'E', 'R', 'R', 'O', 'R', ' ', (byte) 0xff, (byte) 0xc3, ' ', 'x', '\n'});
        scanner.end();
        assertThat(texts()).containsExactly("ERROR \ufffd\ufffd x");
    }

    @Test
    void aLineOfTenMegabytesIsCutAndTheNextOneIsWhole() {
        byte[] much = new byte[10 << 20];
        Arrays.fill(much, (byte) 'x');
        feed("ERROR ".getBytes(UTF_8));
        for (int at = 0; at < much.length; at += 64 << 10) {
            feed(Arrays.copyOfRange(much, at, at + (64 << 10)));
        }
        feed("\nERROR next\n".getBytes(UTF_8));
        scanner.end();

        assertThat(texts()).hasSize(2).endsWith("ERROR next");
        assertThat(texts().getFirst())
                .hasSizeLessThan(4_200)
                .endsWith("x… (" + ((10 << 20) + 6 - 4_096) + " bytes cut)");
    }

    @Test
    void coloursBetweenAKeyAndItsValueHideNothing() {
        feed(("fine\n".repeat(20) + "level=\u001b[31merror\u001b[0m msg=x\n").getBytes(UTF_8));
        scanner.end();
        assertThat(texts()).containsExactly("level=error msg=x");
    }

    @Test
    void ofManyLinesOnlyTheLastFiftyAreShownWhateverTheirLength() throws IOException {
        for (int i = 0; i < 2_000; i++) {
            String line = i + "-".repeat(i * 37 % 3_000) + "\n";
            write(line.getBytes(StandardCharsets.US_ASCII));
        }
        List<String> last = lastLines();
        assertThat(last).hasSizeBetween(15, 50);
        assertThat(last.getLast()).startsWith("1999-");
        assertThat(last.getFirst()).startsWith((2_000 - last.size()) + "");
    }

    @Test
    void aPrivateKeyIsHiddenAlsoWhereItsBeginningIsNoLongerAmongTheLastLines() throws IOException {
        StringBuilder key =
                new StringBuilder("fine\n".repeat(100)).append("-----BEGIN RSA PRIVATE KEY-----\n");
        for (int i = 0; i < 80; i++) {
            key.append("MIIEow").append(i).append('\n');
        }
        byte[] bytes = key.append("-----END RSA PRIVATE KEY-----\n").toString().getBytes(UTF_8);
        write(bytes);
        assertThat(lastLines()).hasSize(50).noneMatch(l -> l.contains("MIIEow"));
    }

    @Test
    void aLastLineThatIsLongerThanWhatIsReadIsShownByItsEnd() throws IOException {
        write(("first\n" + "x".repeat(200_000) + "end\n").getBytes(UTF_8));

        assertThat(lastLines()).singleElement().asString().startsWith("\u2026x");
    }

    @Test
    void aLineThatIsCutByWhereReadingBeginsIsNotShownBesideWholeOnes() throws IOException {
        write(("x".repeat(200_000) + "\nwhole\n").getBytes(UTF_8));

        assertThat(lastLines()).containsExactly("whole");
    }
}
