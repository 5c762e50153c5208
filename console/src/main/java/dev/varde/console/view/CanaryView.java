package dev.varde.console.view;

import java.time.Duration;
import java.time.Instant;

/// How long the canary's way through the processor, Kafka and the notifier took in the last hour.
///
/// @param last when it came last
/// @param took how long that one took
/// @param late whether it is missing: three in a row did not come
public record CanaryView(
        Instant last, Duration took, Duration p50, Duration p99, int count, boolean late) {
    /// In a line.
    public String words() {
        return "%s, in the last hour %s at the median and %s at the 99th percentile of %d"
                .formatted(
                        Amounts.duration(took),
                        Amounts.duration(p50),
                        Amounts.duration(p99),
                        count);
    }
}
