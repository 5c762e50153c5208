package dev.varde.console.view;

import dev.varde.events.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// When the canary came and how long its way took, as the ledger says it. May be told in any order
/// and more than once.
final class CanaryTrack {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int LOST = 3;

    private final NavigableMap<Instant, Duration> arrivals = new TreeMap<>();
    private @Nullable Duration every;

    /// @param interval how often it is lit; null for never
    void expect(@Nullable Duration interval) {
        every = interval;
    }

    /// @param delivery the canary's
    /// @return whether it says that one came
    boolean see(Delivery delivery) {
        if (delivery.state() != Delivery.State.DELIVERED || delivery.attempts().isEmpty()) {
            return false;
        }
        Instant came = delivery.attempts().getLast().at();
        arrivals.put(came, Duration.between(delivery.intended(), came));
        arrivals.headMap(arrivals.lastKey().minus(HOUR)).clear();
        return true;
    }

    /// Empty before one came.
    Optional<CanaryView> view(Instant now) {
        if (arrivals.isEmpty()) {
            return Optional.empty();
        }
        Instant last = arrivals.lastKey();
        List<Duration> sorted = arrivals.values().stream().sorted().toList();
        return Optional.of(
                new CanaryView(
                        last,
                        arrivals.lastEntry().getValue(),
                        sorted.get((sorted.size() - 1) / 2),
                        sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
                        sorted.size(),
                        every != null && last.plus(every.multipliedBy(LOST)).isBefore(now)));
    }
}
