package dev.varde.collector.tail;

import dev.varde.events.LogFact.LogKind;
import java.time.Duration;
import java.time.Instant;

/// Lets at most 200 through in each 10 seconds and counts the rest: a program that logs an error a
/// thousand times a second says nothing new.
///
/// Stack traces have 50 more to themselves, because the one that explains a death often comes after
/// a storm of lines. What is read because of a death has a window of its own, see [#startAnew()].
final class RateBound {
    static final int MOST = 200;
    static final int TRACES = 50;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private Instant windowStart = Instant.MIN;
    private int passed;
    private int tracesPassed;
    private Instant renewedAt = Instant.MIN;
    private long refused;
    private long due;

    boolean passes(LogKind kind, Instant now) {
        if (isOver(windowStart, now)) {
            begin(now);
        }
        if (passed < MOST) {
            passed++;
            return true;
        }
        if (kind == LogKind.STACK_TRACE && tracesPassed < TRACES) {
            tracesPassed++;
            return true;
        }
        refused++;
        return false;
    }

    /// Forgets what was let through, not what was refused; at most once in a window, so that a
    /// program whose workers keep dying stays bounded.
    void startAnew(Instant now) {
        if (isOver(renewedAt, now)) {
            renewedAt = now;
            begin(now);
        }
    }

    private void begin(Instant now) {
        due += refused;
        refused = 0;
        windowStart = now;
        passed = 0;
        tracesPassed = 0;
    }

    /// How many were refused in windows that are over; they count as told then.
    long takeRefused(Instant now) {
        if (isOver(windowStart, now)) {
            due += refused;
            refused = 0;
        }
        long told = due;
        due = 0;
        return told;
    }

    /// A clock that was set back ends the window too.
    private static boolean isOver(Instant start, Instant now) {
        return now.isBefore(start) || !now.isBefore(start.plus(WINDOW));
    }
}
