package dev.varde.bench.faults;

import java.time.Duration;
import java.util.List;

/// How much a receiver bears: at most so many messages in any span of that length.
record Bearing(int messages, Duration per) {
    /// What a message may come too early for its way having been shorter than the last one's.
    private static final long JITTER_MILLIS = 100;

    /// @param millis when each message came, in order
    /// @return how many came before they might
    int breaches(List<Long> millis) {
        int breaches = 0;
        for (int i = messages; i < millis.size(); i++) {
            if (millis.get(i) - millis.get(i - messages) < per.toMillis() - JITTER_MILLIS) {
                breaches++;
            }
        }
        return breaches;
    }

    String yaml() {
        return "{messages: " + messages + ", per: " + per.toMillis() + "ms}";
    }

    @Override
    public String toString() {
        return messages + " in " + per.toMillis() / 1000.0 + " s";
    }
}
