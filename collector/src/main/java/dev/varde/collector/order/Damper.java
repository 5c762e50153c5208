package dev.varde.collector.order;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// Lets so many through within a time, so that nobody can fill the spool with refusals.
final class Damper {
    private final int most;
    private final Duration within;
    private final Deque<Instant> admitted = new ArrayDeque<>();

    Damper(int most, Duration within) {
        this.most = most;
        this.within = within;
    }

    synchronized boolean admits(Instant now) {
        admitted.removeIf(at -> !at.isAfter(now.minus(within)));
        if (admitted.size() >= most) {
            return false;
        }
        admitted.add(now);
        return true;
    }
}
