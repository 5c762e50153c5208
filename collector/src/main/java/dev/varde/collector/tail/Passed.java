package dev.varde.collector.tail;

import java.util.ArrayList;
import java.util.List;

/// The last lines that were passed over, as they stand in the file, at most 8 KiB: when a line
/// comes that can only be the second of a trace, the first is among them. Takes no memory before a
/// line was passed over.
final class Passed {
    private static final int LINES = 8;
    private static final int MOST = 8 << 10;
    private static final int LEAST = 512;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;
    private long end = -1;

    /// Whole lines that follow those before.
    ///
    /// @param behind offset in the file behind the last of them
    void add(byte[] chunk, int from, int to, long behind) {
        int begin = lastLines(chunk, from, to);
        if (begin > from) {
            length = 0;
        }
        append(chunk, begin, to);
        end = behind;
    }

    boolean isEmpty() {
        return end < 0;
    }

    private void append(byte[] chunk, int from, int to) {
        int added = to - from;
        if (length + added > MOST) {
            int kept = lastLines(bytes, length + added - MOST, length);
            System.arraycopy(bytes, kept, bytes, 0, length - kept);
            length -= kept;
        }
        if (length + added > bytes.length) {
            byte[] room = new byte[Math.clamp(2L * (length + added), LEAST, MOST)];
            System.arraycopy(bytes, 0, room, 0, length);
            bytes = room;
        }
        System.arraycopy(chunk, from, bytes, length, added);
        length += added;
    }

    /// Where the last whole lines begin.
    private static int lastLines(byte[] chunk, int from, int to) {
        int lines = 0;
        int begin = to;
        int least = Math.max(from, to - MOST);
        for (int at = to - 1; at >= least && lines < LINES; at--) {
            if (at == 0 || chunk[at - 1] == '\n') {
                begin = at;
                lines++;
            }
        }
        return begin;
    }

    /// Takes them out, newest first. They are views of a buffer that the next line overwrites.
    List<RawLine> take() {
        List<RawLine> all = new ArrayList<>();
        int to = length;
        while (to > 0 && all.size() < LINES) {
            int from = to - 1;
            while (from > 0 && bytes[from - 1] != '\n') {
                from--;
            }
            all.add(new RawLine(end - (length - from), bytes, from, to - 1, to - 1L - from));
            to = from;
        }
        forget();
        return all;
    }

    void forget() {
        length = 0;
        end = -1;
    }
}
