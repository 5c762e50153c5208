package dev.varde.collector.tail;

import java.util.Arrays;

/// The beginning of a line whose end has not been read yet. Takes no memory while there is none.
final class Carry {
    private static final int MOST = 128 << 10;
    private static final int LEAST = 512;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int kept;
    private long total;
    private long consumed;

    boolean isEmpty() {
        return consumed == 0;
    }

    /// Bytes of the file that the line takes up so far.
    long consumed() {
        return consumed;
    }

    void add(byte[] chunk, int from, int to) {
        consumed += to - from;
        int at = from;
        while (at < to) {
            int end = endOfRun(chunk, at, to);
            boolean nuls = chunk[at] == 0;
            int taken = nuls ? Math.min(1, end - at) : end - at;
            if (!nuls || kept == 0 || bytes[kept - 1] != 0) {
                keep(chunk, at, taken);
            }
            at = end;
        }
    }

    private static int endOfRun(byte[] chunk, int from, int to) {
        boolean nuls = chunk[from] == 0;
        int at = from;
        while (at < to && (chunk[at] == 0) == nuls) {
            at++;
        }
        return at;
    }

    private void keep(byte[] chunk, int from, int length) {
        int most = Math.min(length, MOST - kept);
        if (kept + most > bytes.length) {
            int size = Math.max(LEAST, Math.max(kept + most, 2 * bytes.length));
            bytes = Arrays.copyOf(bytes, Math.min(MOST, size));
        }
        System.arraycopy(chunk, from, bytes, kept, most);
        kept += most;
        total += length;
    }

    RawLine line(long offset) {
        return new RawLine(offset, bytes, 0, kept, total);
    }

    /// Puts the newline behind it.
    ///
    /// @return behind the newline
    int withNewline() {
        if (kept == bytes.length) {
            bytes = Arrays.copyOf(bytes, kept + 1);
        }
        bytes[kept] = '\n';
        return kept + 1;
    }

    void clear() {
        bytes = NOTHING;
        kept = 0;
        total = 0;
        consumed = 0;
    }
}
