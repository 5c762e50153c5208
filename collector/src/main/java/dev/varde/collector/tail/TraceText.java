package dev.varde.collector.tail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The lines of a stack trace within 500 lines and 64 KiB: the first and the last are kept, what is
/// between them is counted.
final class TraceText {
    private static final int HEAD_LINES = 300;
    private static final int TAIL_LINES = 199;
    private static final int HEAD_CHARS = 32 << 10;
    private static final int TAIL_CHARS = 31 << 10;

    private final List<String> head = new ArrayList<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private int headChars;
    private int tailChars;
    private long leftOut;

    void add(String line) {
        if (tail.isEmpty()
                && head.size() < HEAD_LINES
                && (head.isEmpty() || headChars + line.length() <= HEAD_CHARS)) {
            head.add(line);
            headChars += line.length() + 1;
            return;
        }
        tail.addLast(line);
        tailChars += line.length() + 1;
        while (tail.size() > 1 && (tail.size() > TAIL_LINES || tailChars > TAIL_CHARS)) {
            tailChars -= tail.removeFirst().length() + 1;
            leftOut++;
        }
    }

    String first() {
        return head.getFirst();
    }

    void clear() {
        head.clear();
        tail.clear();
        headChars = 0;
        tailChars = 0;
        leftOut = 0;
    }

    List<String> lines() {
        List<String> all = new ArrayList<>(head);
        if (leftOut > 0) {
            all.add("… (" + leftOut + " lines left out)");
        }
        all.addAll(tail);
        return all;
    }
}
