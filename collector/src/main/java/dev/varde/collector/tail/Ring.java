package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/// The last 50 lines of a log within 64 KiB, as bytes: they become text only when somebody asks, so
/// that a line that nobody asks for costs a copy and no more.
final class Ring {
    private static final int LINES = 50;
    private static final int MOST = 64 << 10;
    private static final int LEAST = 1 << 10;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;
    private int run;

    /// Adds whole lines as they stand in the file.
    void add(byte[] chunk, int from, int to) {
        int begin = lastLines(chunk, from, to);
        if (begin > from) {
            length = 0;
        }
        append(chunk, begin, to);
        run = to - begin;
    }

    /// Adds one line as it is to be shown.
    void add(String line) {
        byte[] text = (line + "\n").getBytes(UTF_8);
        append(text, 0, text.length);
        run = 0;
    }

    private void append(byte[] chunk, int from, int to) {
        int added = to - from;
        if (length + added > bytes.length) {
            dropOld(added);
        }
        System.arraycopy(chunk, from, bytes, length, added);
        length += added;
    }

    private void dropOld(int added) {
        int begin = lastLines(bytes, 0, length);
        while (begin < length && length - begin + added > MOST) {
            begin = behindNewline(begin);
        }
        int kept = length - begin;
        int size = Math.clamp(2L * (kept + added), LEAST, MOST);
        byte[] room = size > bytes.length ? new byte[size] : bytes;
        System.arraycopy(bytes, begin, room, 0, kept);
        bytes = room;
        length = kept;
    }

    private int behindNewline(int from) {
        int at = from;
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(length, at + 1);
    }

    /// Where the last lines begin, of which the last one ends in a newline.
    private static int lastLines(byte[] chunk, int from, int to) {
        int lines = 0;
        int begin = to;
        int least = Math.max(from, to - MOST);
        for (int at = to - 1; at >= least && lines < LINES; at--) {
            if (at == from || chunk[at - 1] == '\n') {
                begin = at;
                lines++;
            }
        }
        return begin;
    }

    /// The last lines that were added as they stand in the file, newest first, at most as many.
    ///
    /// @param end offset in the file behind the last of them
    List<RawLine> newest(int most, long end) {
        List<RawLine> all = new ArrayList<>();
        int to = length;
        while (to > length - run && all.size() < most) {
            int from = to - 1;
            while (from > length - run && bytes[from - 1] != '\n') {
                from--;
            }
            all.add(new RawLine(end - (length - from), bytes, from, to - 1, to - 1L - from));
            to = from;
        }
        return all;
    }

    /// All lines, oldest first.
    void forEach(Consumer<RawLine> taker) {
        byte[] copy = Arrays.copyOf(bytes, length);
        int from = lastLines(copy, 0, length);
        while (from < length) {
            int to = from;
            while (copy[to] != '\n') {
                to++;
            }
            taker.accept(new RawLine(from, copy, from, to, to - from));
            from = to + 1;
        }
    }
}
