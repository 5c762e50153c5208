package dev.varde.collector.kernel;

import dev.varde.events.KernelFact.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/// How many lines of a kind are told: 20 a minute, because a dying disk says the same thousands of
/// times. Kills and traps are never held back.
final class KernelBudget {
    static final int PER_MINUTE = 20;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final class Spent {
        private Instant from = Instant.MIN;
        private int told;
        private long heldBack;
    }

    private final Map<Report, Spent> spent = new EnumMap<>(Report.class);

    /// @param tell whether this one may be told
    /// @param heldBack how many of the kind were held back before, to be told now; mostly 0
    record Verdict(boolean tell, long heldBack) {}

    Verdict spend(Report report, Instant now) {
        Spent s = spent.computeIfAbsent(report, _ -> new Spent());
        long heldBack = 0;
        if (s.from.equals(Instant.MIN) || now.isAfter(s.from.plus(WINDOW))) {
            heldBack = s.heldBack;
            s.from = now;
            s.told = 0;
            s.heldBack = 0;
        }
        boolean tell = s.told < PER_MINUTE;
        s.told += tell ? 1 : 0;
        s.heldBack += tell ? 0 : 1;
        return new Verdict(tell, heldBack);
    }
}
