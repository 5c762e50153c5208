package dev.varde.collector.app;

import java.util.ArrayDeque;
import java.util.Deque;

/// The parts that are open while others are still being opened, so that none is left behind when
/// one of them cannot be.
final class Opened {
    private record Part(String name, AutoCloseable closeable) {}

    private final Deque<Part> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T add(String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    /// Closes what was opened, the last first.
    void closeAll() {
        while (!parts.isEmpty()) {
            Part part = parts.pop();
            close(part.name(), part.closeable());
        }
    }

    static void close(String name, AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            CollectorLog.notClosed(name, e);
        }
    }
}
