package dev.varde.collector.tail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The last 50 lines of a log.
final class Ring {
    private static final int LINES = 50;

    private final Deque<String> lines = new ArrayDeque<>(LINES);

    void add(String line) {
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
