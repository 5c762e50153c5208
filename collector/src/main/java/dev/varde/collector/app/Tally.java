package dev.varde.collector.app;

import java.util.concurrent.atomic.LongAdder;

/// What is counted of what happens to the collector itself; since the process began.
final class Tally {
    static final Tally CONFIGURATIONS_TAKEN = new Tally();
    static final Tally CONFIGURATIONS_REJECTED = new Tally();
    static final Tally TICKS_FAILED = new Tally();

    private final LongAdder count = new LongAdder();

    private Tally() {}

    void add() {
        count.increment();
    }

    long count() {
        return count.sum();
    }
}
