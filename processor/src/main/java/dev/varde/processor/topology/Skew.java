package dev.varde.processor.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How far a host's clock is ahead of the broker's, by its last three heartbeats. What comes late
/// looks as if the clock were behind, so the one that came fastest counts.
///
/// @param samples time of a heartbeat less the time when it reached Kafka
record Skew(List<Duration> samples) {
    static final Skew UNKNOWN = new Skew(List.of());

    private static final int MOST = 3;

    Skew {
        samples = List.copyOf(samples);
    }

    Skew heard(Instant time, Instant seen) {
        List<Duration> all = new ArrayList<>(samples);
        all.add(Duration.between(seen, time));
        return new Skew(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /// Nothing is said before three have come.
    Duration ahead() {
        return samples.size() < MOST
                ? Duration.ZERO
                : samples.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
