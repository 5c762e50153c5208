package dev.varde.collector.tail;

import java.time.Duration;
import java.time.Instant;

/// Lets at most 200 through in each 10 seconds and counts the rest: a program that logs an error a
/// thousand times a second says nothing new.
final class RateBound {
    private static final int MOST = 200;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private Instant windowStart = Instant.MIN;
    private int passed;
    private long refused;

    boolean passes(Instant now) {
        if (!now.isBefore(windowStart.plus(WINDOW)) || now.isBefore(windowStart)) {
            windowStart = now;
            passed = 0;
        }
        if (passed < MOST) {
            passed++;
            return true;
        }
        refused++;
        return false;
    }

    /// How many were refused, once their window is over; they count as told then.
    long takeRefused(Instant now) {
        if (refused == 0 || now.isBefore(windowStart.plus(WINDOW))) {
            return 0;
        }
        long told = refused;
        refused = 0;
        return told;
    }
}
