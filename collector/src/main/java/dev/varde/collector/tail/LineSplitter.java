package dev.varde.collector.tail;

/// Splits bytes into lines, whatever their length, and passes over those that nobody need look at
/// without splitting them: one pass looks for [Notable] words, and only around them lines are made.
///
/// Of a line longer than 128 KiB only the beginning is kept. NULs at the beginning of a line, which
/// truncation under a writer leaves behind, are skipped whatever their number; within a line a run
/// of them counts as one.
final class LineSplitter implements Splitter {
    private final Carry carry = new Carry();
    private final Lines lines;
    private long start;

    /// @param start offset of the first byte that will be fed
    LineSplitter(long start, Lines lines) {
        this.start = start;
        this.lines = lines;
    }

    @Override
    public void feed(byte[] chunk, int length) {
        int at = 0;
        if (!carry.isEmpty()) {
            int end = newline(chunk, 0, length);
            carry.add(chunk, 0, end);
            if (end == length) {
                return;
            }
            endCarried(1);
            at = end + 1;
        }
        int end = behindLastNewline(chunk, at, length);
        whole(chunk, at, end);
        begin(chunk, end, length);
    }

    /// The beginning of a line whose end is still to come.
    private void begin(byte[] chunk, int from, int to) {
        int at = behindNuls(chunk, from, to);
        start += at - from;
        carry.add(chunk, at, to);
    }

    /// @param end behind a newline
    private void whole(byte[] chunk, int from, int end) {
        int at = from;
        while (at < end) {
            if (!lines.wantsEach()) {
                int next = nextNotable(chunk, at, end);
                pass(chunk, at, next);
                at = next;
            }
            if (at < end) {
                at = one(chunk, at, end);
            }
        }
    }

    private static int nextNotable(byte[] chunk, int from, int end) {
        int found = Notable.find(chunk, from, end);
        return found < 0 ? end : behindLastNewline(chunk, from, found);
    }

    private void pass(byte[] chunk, int from, int to) {
        if (to > from) {
            start += to - from;
            lines.passed(chunk, from, to, start);
        }
    }

    private int one(byte[] chunk, int from, int end) {
        int to = newline(chunk, from, end);
        int text = behindNuls(chunk, from, to);
        RawLine line = new RawLine(start + text - from, chunk, text, to, to - text);
        start += to + 1 - from;
        lines.line(line);
        return to + 1;
    }

    @Override
    public long start() {
        return start;
    }

    @Override
    public void endPartial() {
        if (!carry.isEmpty()) {
            endCarried(0);
        }
    }

    private void endCarried(int newline) {
        int end = carry.withNewline();
        RawLine line = carry.line(start);
        start += carry.consumed() + newline;
        boolean passes =
                newline == 1
                        && line.isWhole()
                        && carry.consumed() == line.length()
                        && !lines.wantsEach()
                        && Notable.find(line.bytes(), line.from(), line.to()) < 0;
        if (passes) {
            lines.passed(line.bytes(), line.from(), end, start);
        } else {
            lines.line(line);
        }
        carry.clear();
    }

    private static int newline(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private static int behindLastNewline(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private static int behindNuls(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] == 0) {
            at++;
        }
        return at;
    }
}
