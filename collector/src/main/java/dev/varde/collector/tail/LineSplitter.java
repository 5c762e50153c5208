package dev.varde.collector.tail;

import java.util.function.Consumer;

/// Splits bytes into lines, whatever their length, with a buffer of fixed size: of a longer line
/// only the beginning is kept. Runs of NUL, which truncation under a writer leaves behind, count as
/// one.
final class LineSplitter {
    private static final int KEPT = 4 * LineText.LONGEST;

    private final byte[] head = new byte[KEPT];
    private final Consumer<Line> lines;
    private int kept;
    private long lineBytes;
    private long skipped;
    private long start;

    /// @param start offset of the first byte that will be fed
    LineSplitter(long start, Consumer<Line> lines) {
        this.start = start;
        this.lines = lines;
    }

    void feed(byte[] chunk, int length) {
        for (int i = 0; i < length; i++) {
            byte b = chunk[i];
            if (b == '\n') {
                end(1);
            } else {
                add(b);
            }
        }
    }

    private void add(byte b) {
        if (b == 0 && kept > 0 && head[kept - 1] == 0) {
            skipped++;
            return;
        }
        if (kept < KEPT) {
            head[kept++] = b;
        }
        lineBytes++;
    }

    /// Offset of the first byte of the line that is not complete.
    long start() {
        return start;
    }

    /// Takes what stands behind the last newline for a line.
    void endPartial() {
        if (lineBytes > 0) {
            end(0);
        }
    }

    private void end(int newline) {
        long offset = start;
        start += lineBytes + skipped + newline;
        String text = LineText.of(head, kept, lineBytes);
        kept = 0;
        lineBytes = 0;
        skipped = 0;
        lines.accept(new Line(offset, start, text));
    }
}
