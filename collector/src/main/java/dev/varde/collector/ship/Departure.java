package dev.varde.collector.ship;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// When the events that wait go on their way: at once when one of them may not wait, else five
/// seconds after the first of them came, which is as often as the collector's heart beats. One
/// wake-up of sender, producer and broker then does for many. Not thread-safe; the [Backlog] guards
/// it.
final class Departure {
    private static final long HELD = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier nanos;
    private long hurriedUpTo;
    private long heldUntil;

    /// @param nanos as of [System#nanoTime()]
    Departure(LongSupplier nanos) {
        this.nanos = nanos;
        this.heldUntil = nanos.getAsLong();
    }

    /// @param number of the one that came
    /// @param first whether none waits before it
    void came(long number, Pace pace, boolean first) {
        switch (pace) {
            case NOW -> hurriedUpTo = number + 1;
            case WITH_OTHERS -> heldUntil = first ? nanos.getAsLong() + HELD : heldUntil;
        }
    }

    /// All below the number go at once.
    void hurry(long number) {
        hurriedUpTo = Math.max(hurriedUpTo, number);
    }

    /// @param from number of the first that waits
    /// @return nanoseconds until it goes; 0 or less when it is time
    long left(long from) {
        return from < hurriedUpTo ? 0 : heldUntil - nanos.getAsLong();
    }
}
