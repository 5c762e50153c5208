package dev.varde.bench.faults;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Kills somebody when the nth message is in a receiver's hands.
final class Trap {
    private final AtomicInteger left = new AtomicInteger();
    private volatile @Nullable Runnable kill;

    /// @param nth counts from 1
    void set(int nth, Runnable killing) {
        left.set(nth);
        kill = killing;
    }

    void disarm() {
        kill = null;
    }

    /// One more message is in hand.
    void spring() {
        Runnable now = kill;
        if (now != null && left.decrementAndGet() == 0) {
            now.run();
        }
    }
}
