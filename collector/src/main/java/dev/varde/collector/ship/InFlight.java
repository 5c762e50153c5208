package dev.varde.collector.ship;

import java.util.OptionalLong;
import java.util.TreeMap;

/// What was handed to the producer and is not settled: up to the first that the broker has not
/// acknowledged. Not thread-safe; the [Backlog] guards it.
final class InFlight {
    private static final int MOST = 1_000;

    /// Half of what the producer may buffer, so that it never has to refuse.
    private static final long MOST_BYTES = 4 << 20;

    /// @param bytes what it holds of the producer's buffer
    private record Sent(boolean acknowledged, int bytes) {}

    private final TreeMap<Long, Sent> sent = new TreeMap<>();
    private long bytes;

    /// Whether one more may go.
    ///
    /// @param alone only with no other under way
    boolean hasRoom(boolean alone) {
        return sent.size() < (alone ? 1 : MOST) && bytes < MOST_BYTES;
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /// Whether this one is under way with no other beside it.
    boolean isAlone(long number) {
        return sent.size() == 1 && sent.containsKey(number);
    }

    void add(Item item) {
        sent.put(item.number(), new Sent(false, item.payload().length));
        bytes += item.payload().length;
    }

    /// @return false when that was known already
    boolean acknowledge(long number) {
        Sent one = sent.get(number);
        if (one == null || one.acknowledged()) {
            return false;
        }
        sent.put(number, new Sent(true, 0));
        bytes -= one.bytes();
        return true;
    }

    /// Takes out the oldest where the broker has it.
    OptionalLong settled() {
        var oldest = sent.firstEntry();
        if (oldest == null || !oldest.getValue().acknowledged()) {
            return OptionalLong.empty();
        }
        sent.remove(oldest.getKey());
        return OptionalLong.of(oldest.getKey());
    }

    /// They are not waited for any more.
    void forget(long from, long to) {
        var gone = sent.subMap(from, to);
        bytes -= gone.values().stream().mapToLong(Sent::bytes).sum();
        gone.clear();
    }

    void clear() {
        sent.clear();
        bytes = 0;
    }
}
