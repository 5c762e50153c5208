package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSplitterTest {
    /// Takes each line, whatever it says.
    private record Each(List<Line> seen) implements Splitter.Lines {
        @Override
        public boolean wantsEach() {
            return true;
        }

        @Override
        public void line(RawLine line) {
            seen.add(new Line(line.offset(), line.text()));
        }

        @Override
        public void passed(byte[] bytes, int from, int to, long end) {
            throw new AssertionError("each line was wanted");
        }
    }

    private final List<Line> lines = new ArrayList<>();
    private final LineSplitter splitter = new LineSplitter(100, new Each(lines));

    private void feed(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        splitter.feed(bytes, bytes.length);
    }

    @Test
    void linesKnowWhereTheyBeginAndEnd() {
        feed("one\ntwo\r\n\nth");
        feed("ree\n");
        assertThat(lines)
                .containsExactly(
                        new Line(100, "one"),
                        new Line(104, "two"),
                        new Line(109, ""),
                        new Line(110, "three"));
        assertThat(splitter.start()).isEqualTo(116);
    }

    @Test
    void theStartStaysBeforeALineThatIsNotComplete() {
        feed("one\nhalf");
        assertThat(splitter.start()).isEqualTo(104);
        splitter.endPartial();
        assertThat(lines).last().isEqualTo(new Line(104, "half"));
        splitter.endPartial();
        assertThat(lines).hasSize(2);
    }

    @Test
    void aLetterCutBetweenTwoReadsIsWhole() {
        byte[] bytes = "bl\u00e5b\u00e6r\n".getBytes(UTF_8);
        for (byte b : bytes) {
            splitter.feed(new byte[] {b}, 1);
        }
        assertThat(lines).extracting(Line::text).containsExactly("bl\u00e5b\u00e6r");
    }

    @Test
    void offsetsAreRightBehindNulsAndLongLines() {
        byte[] nuls = new byte[5_000];
        splitter.feed(nuls, nuls.length);
        feed("after\n" + "y".repeat(100_000) + "\nend\n");
        assertThat(lines).extracting(Line::offset).containsExactly(5_100L, 5_106L, 105_107L);
        assertThat(lines.get(0).text()).isEqualTo("after");
        assertThat(lines.get(1).text()).startsWith("yyy").endsWith("y… (95904 bytes cut)");
    }

    @Test
    void howBytesAreCutIntoReadsMakesNoDifference() {
        Random random = new Random(3);
        byte[] bytes = new byte[60_000];
        random.nextBytes(bytes);
        List<Line> whole = new ArrayList<>();
        new LineSplitter(0, new Each(whole)).feed(bytes, bytes.length);

        List<Line> parts = new ArrayList<>();
        LineSplitter inParts = new LineSplitter(0, new Each(parts));
        for (int at = 0; at < bytes.length; ) {
            int end = Math.min(bytes.length, at + random.nextInt(400));
            byte[] part = Arrays.copyOfRange(bytes, at, end);
            inParts.feed(part, part.length);
            at = end;
        }
        assertThat(parts).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "\u001b[1;31mred\u001b[0m~red",
                "\u001b]0;title\u0007text~text",
                "a\u001b(Bb~aBb",
                "tab\there~tab\there",
                "bell\u0007~bell\ufffd",
                "back\u0008~back\ufffd",
                "over\u202eturned~over\ufffdturned",
                "c1\u009b31m~c1\ufffd31m",
                "open\u001b[31~open"
            })
    void whatATerminalWouldObeyIsTakenOutOrMadeVisible(String raw, String shown) {
        byte[] bytes = raw.getBytes(UTF_8);
        assertThat(LineText.of(bytes, 0, bytes.length, bytes.length)).isEqualTo(shown);
    }

    @Test
    void aLineIsNotCutInsideASurrogatePair() {
        byte[] bytes = ("x" + "\ud83d\ude00".repeat(3_000)).getBytes(UTF_8);
        String text = LineText.of(bytes, 0, bytes.length, bytes.length);
        assertThat(text).contains("… (");
        assertThat(Character.isHighSurrogate(text.charAt(text.indexOf('…') - 1))).isFalse();
    }
}
