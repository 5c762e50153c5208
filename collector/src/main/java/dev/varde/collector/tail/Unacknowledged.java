package dev.varde.collector.tail;

import java.util.concurrent.ConcurrentSkipListSet;

/// Offsets of what was told of one content and that the broker has not acknowledged yet.
final class Unacknowledged {
    private final ConcurrentSkipListSet<Long> offsets = new ConcurrentSkipListSet<>();

    /// @return to be called when the broker has it, from any thread
    Runnable await(long offset) {
        offsets.add(offset);
        return () -> offsets.remove(offset);
    }

    long firstOr(long otherwise) {
        Long first = offsets.ceiling(0L);
        return first == null ? otherwise : Math.min(first, otherwise);
    }

    boolean isEmpty() {
        return offsets.isEmpty();
    }
}
