package dev.varde.collector.app;

import java.util.concurrent.atomic.LongAdder;

/// What is counted of what happens to the collector itself; since the process began.
enum Tally {
    CONFIGURATIONS_TAKEN,
    CONFIGURATIONS_REJECTED,
    TICKS_FAILED;

    private final LongAdder count = new LongAdder();

    void add() {
        count.increment();
    }

    long count() {
        return count.sum();
    }
}
