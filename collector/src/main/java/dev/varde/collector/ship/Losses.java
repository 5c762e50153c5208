package dev.varde.collector.ship;

import java.util.Optional;

/// Counts what was given up. Not thread-safe.
final class Losses {
    /// @param events how many since it was last asked
    record Loss(long events, String reason) {}

    private long total;
    private long unreported;
    private String reason = "";

    void add(long events, String why) {
        total += events;
        unreported += events;
        reason = why;
    }

    long total() {
        return total;
    }

    /// What was not told yet; it counts as told from now on.
    Optional<Loss> take() {
        if (unreported == 0) {
            return Optional.empty();
        }
        Loss loss = new Loss(unreported, reason);
        unreported = 0;
        return Optional.of(loss);
    }
}
