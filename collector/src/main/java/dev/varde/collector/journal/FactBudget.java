package dev.varde.collector.journal;

import java.time.Duration;
import java.time.Instant;

/// How much is told of one unit: 60 a minute, which is far more than systemd's own limit of starts
/// (StartLimitBurst, five in ten seconds) makes of a unit that keeps dying.
final class FactBudget {
    static final int PER_MINUTE = 60;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private Instant from = Instant.MIN;
    private int told;
    private long heldBack;

    /// @param tell whether this one may be told
    /// @param heldBack how many were not before, to be told now; mostly 0
    record Verdict(boolean tell, long heldBack) {}

    Verdict spend(Instant now) {
        long due = 0;
        if (now.isBefore(from) || from.equals(Instant.MIN) || now.isAfter(from.plus(WINDOW))) {
            due = heldBack;
            heldBack = 0;
            told = 0;
            from = now;
        }
        boolean tell = told < PER_MINUTE;
        told += tell ? 1 : 0;
        heldBack += tell ? 0 : 1;
        return new Verdict(tell, due);
    }
}
