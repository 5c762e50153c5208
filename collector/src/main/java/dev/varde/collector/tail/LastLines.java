package dev.varde.collector.tail;

import dev.varde.collector.tail.ContainerFormat.Piece;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last lines before an offset of a log, read from it when somebody asks: a log that nobody
/// asks about costs no memory, however many there are.
///
/// Some more is looked at before them, since what they are wrapped in and whether they stand inside
/// a private key shows there.
final class LastLines implements Splitter.Lines {
    private static final int MOST = 50;

    /// With those before them in which a private key may begin.
    private static final int LINES = MOST + KeyLines.LONGEST;

    private static final int SHOWN = 64 << 10;
    private static final int CONTEXT = 16 << 10;

    /// Offset of a line whose beginning was not read, or -1.
    private final long cutAt;

    private final long shownFrom;
    private final Deque<String> lines = new ArrayDeque<>();
    private final Wrapping wrapping = new Wrapping();
    private final KeyLines keys = new KeyLines();
    private boolean inside;

    private LastLines(long cutAt, long shownFrom) {
        this.cutAt = cutAt;
        this.shownFrom = shownFrom;
    }

    /// @param end behind the last byte that counts
    static LastLines before(Content content, long end) throws IOException {
        return read(content, end, SHOWN + CONTEXT);
    }

    /// What is to be known of the lines that come next.
    static LastLines contextOf(Content content, long end) throws IOException {
        return read(content, end, CONTEXT);
    }

    private static LastLines read(Content content, long end, int most) throws IOException {
        byte[] head = new byte[2];
        Charset wide = WideSplitter.told(head, content.read(0, head, head.length)).orElse(null);
        long from = Math.max(0, end - most) & (wide == null ? ~0L : ~1L);
        byte[] bytes = new byte[(int) (end - from)];
        int length = content.read(from, bytes, bytes.length);
        int begin = wide == null ? lastLines(bytes, length) : 0;
        LastLines last =
                new LastLines(begin == 0 && from > 0 ? from : -1, Math.max(0, end - SHOWN));
        last.take(from + begin, Arrays.copyOfRange(bytes, begin, length), wide);
        return last;
    }

    private void take(long at, byte[] bytes, @Nullable Charset wide) {
        Splitter splitter =
                wide == null ? new LineSplitter(at, this) : new WideSplitter(wide, at, this);
        splitter.feed(bytes, bytes.length);
        splitter.endPartial();
    }

    /// Where the last lines that count begin.
    private static int lastLines(byte[] bytes, int length) {
        int lines = 0;
        for (int at = length - 1; at > 0; at--) {
            if (bytes[at - 1] == '\n' && ++lines == LINES) {
                return at;
            }
        }
        return 0;
    }

    @Override
    public boolean wantsEach() {
        return true;
    }

    @Override
    public void line(RawLine raw) {
        wrapping.hear(raw);
        RawLine line = wrapping.format().unwrap(raw).map(Piece::line).orElse(raw);
        String text = keys.shown(line.text());
        add(raw.offset() >= shownFrom, raw.offset() == cutAt ? "\u2026" + text : text);
    }

    /// One that begins too early is shown when it is the last.
    private void add(boolean shown, String text) {
        if (!shown || !inside) {
            lines.clear();
        }
        inside = shown;
        lines.add(text);
        if (lines.size() > MOST) {
            lines.removeFirst();
        }
    }

    /// Each line is wanted, so there are none.
    @Override
    public void passed(byte[] bytes, int from, int to, long end) {
        throw new IllegalStateException("a line was passed over that was wanted");
    }

    /// Oldest first, at most 50.
    List<String> lines() {
        return List.copyOf(lines);
    }

    Wrapping wrapping() {
        return wrapping;
    }

    KeyLines keys() {
        return keys;
    }
}
