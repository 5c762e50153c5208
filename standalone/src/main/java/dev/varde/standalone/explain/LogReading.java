package dev.varde.standalone.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.varde.collector.tail.Keywords;
import dev.varde.standalone.explain.Excerpt.Numbered;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Reads a log once, from its beginning to its end, and keeps what [Excerpt] says. Whole buffers
/// are searched for the words; only lines that are kept become text.
final class LogReading {
    private static final int MOST_BYTES = 32 << 20;
    private static final int BEFORE = 200;
    private static final int AFTER = 40;

    /// The first lines are kept whatever they hold: most logs have no more.
    private static final int SHORT = 2_000;

    private static final int LONGEST_LINE = 1 << 20;
    private static final int LONGEST_KEPT = 1 << 17;
    private static final int BUFFER = LONGEST_LINE + (1 << 18);

    private final String source;
    private final Keywords words;
    private final Deque<Numbered> kept = new ArrayDeque<>();
    private final Deque<Numbered> recent = new ArrayDeque<>();
    private final byte[] buffer = new byte[BUFFER];
    private long number;
    private long bytes;
    private long keptLength;
    private int wanted = SHORT;
    private boolean forgotten;
    private boolean skipping;

    LogReading(String source, Keywords words) {
        this.source = source;
        this.words = words;
    }

    Excerpt all(InputStream in) throws IOException {
        int held = 0;
        for (int n = in.read(buffer, 0, BUFFER); n >= 0; n = in.read(buffer, held, BUFFER - held)) {
            bytes += n;
            held = lines(held + n);
        }
        if (held > 0 && !skipping) {
            line(0, held);
        }
        recent.forEach(this::keep);
        return new Excerpt(source, List.copyOf(kept), number, bytes, forgotten);
    }

    /// Works through the whole lines, and moves what is left to the front.
    ///
    /// @return how much is left
    private int lines(int to) {
        int from = skipping ? behindLine(0, to) : 0;
        if (skipping && from == 0) {
            return 0;
        }
        skipping = false;
        int end = lastLineEnd(from, to);
        if (end > from) {
            search(from, end);
        }
        int left = Math.max(end, from);
        if (left == 0 && to == BUFFER) {
            line(0, LONGEST_LINE);
            skipping = true;
            return 0;
        }
        System.arraycopy(buffer, left, buffer, 0, to - left);
        return to - left;
    }

    private int behindLine(int from, int to) {
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return 0;
    }

    private int lastLineEnd(int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (buffer[i] == '\n') {
                return i + 1;
            }
        }
        return from;
    }

    private void search(int from, int to) {
        int at = from;
        while (at < to) {
            int hit = words.find(buffer, at, to);
            int line = hit < 0 ? to : lineStart(at, hit);
            ordinary(at, line);
            if (hit < 0) {
                return;
            }
            recent.forEach(this::keep);
            recent.clear();
            int next = behindLine(hit, to);
            keep(numbered(line, next));
            wanted = Math.max(wanted - 1, AFTER);
            at = next;
        }
    }

    private int lineStart(int from, int at) {
        int start = at;
        while (start > from && buffer[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /// Lines without a word.
    private void ordinary(int from, int to) {
        int at = from;
        while (at < to && wanted > 0) {
            int next = behindLine(at, to);
            wanted--;
            keep(numbered(at, next));
            at = next;
        }
        int last = startOfLast(at, to);
        number += count(at, last);
        while (last < to) {
            int next = behindLine(last, to);
            remember(numbered(last, next));
            last = next;
        }
    }

    private int count(int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            lines += buffer[i] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /// Where the last lines begin that may be wanted.
    private int startOfLast(int from, int to) {
        int lines = 0;
        for (int i = to - 1; i > from; i--) {
            if (buffer[i - 1] == '\n' && ++lines == BEFORE) {
                return i;
            }
        }
        return from;
    }

    private void line(int from, int to) {
        keep(numbered(from, to));
    }

    private void remember(Numbered one) {
        recent.add(one);
        if (recent.size() > BEFORE) {
            recent.remove();
        }
    }

    private Numbered numbered(int from, int to) {
        int end = to > from && buffer[to - 1] == '\n' ? to - 1 : to;
        end = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        int length = Math.min(end - from, LONGEST_KEPT);
        return new Numbered(++number, new String(buffer, from, length, UTF_8));
    }

    private void keep(Numbered one) {
        kept.add(one);
        keptLength += one.text().length();
        while (kept.size() > Excerpt.MOST || (keptLength > MOST_BYTES && kept.size() > 1)) {
            keptLength -= kept.remove().text().length();
            forgotten = true;
        }
    }
}
