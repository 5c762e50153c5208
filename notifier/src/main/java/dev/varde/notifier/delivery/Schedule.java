package dev.varde.notifier.delivery;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to try when: quickly at first, since most receivers are away for seconds, then ever less
/// often for three days, since some are away over a weekend; never sooner than the receiver asks.
///
/// @param waits the wait after each failure; after one more the message has failed
/// @param jitter how much a wait is stretched or cut at most, such as 0.2 for a fifth, so that
///   senders that failed together do not come back together
/// @param mostAsked the most that a receiver may ask for
public record Schedule(List<Duration> waits, double jitter, Duration mostAsked) {
    /// Twelve attempts over three days and three hours.
    public static final Schedule STANDARD =
            new Schedule(
                    List.of(
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(30),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(5),
                            Duration.ofHours(10),
                            Duration.ofHours(14),
                            Duration.ofHours(20),
                            Duration.ofHours(24)),
                    0.2,
                    Duration.ofHours(24));

    private static final int MOST_ATTEMPTS = 100;

    public Schedule {
        waits = List.copyOf(waits);
    }

    /// The delivery after an attempt.
    ///
    /// @param at when the attempt began
    /// @param now when it ended
    /// @param random 0 to 1, of which the jitter is made
    public Delivery after(
            Delivery delivery, Outcome outcome, Instant at, Instant now, double random) {
        Attempt attempt = attempt(outcome, at, Duration.between(at, now).toMillis());
        return switch (outcome) {
            case Outcome.Delivered _ ->
                    with(delivery, State.DELIVERED, delivery.reason(), null, attempt);
            case Outcome.Permanent o -> with(delivery, State.FAILED, o.reason(), null, attempt);
            case Outcome.Temporary o ->
                    again(
                            delivery,
                            State.RETRYING,
                            State.FAILED,
                            o.retryAfter(),
                            attempt,
                            now,
                            random);
            case Outcome.Unknown _ ->
                    again(delivery, State.UNKNOWN, State.UNKNOWN, null, attempt, now, random);
        };
    }

    /// The wait after so many failures; the last one's when there were more.
    Duration pause(int failures, double random) {
        Duration wait = waits.get(Math.min(Math.max(failures, 1), waits.size()) - 1);
        double stretched = wait.toMillis() * (1 + jitter * (2 * random - 1));
        return Duration.ofMillis((long) stretched);
    }

    private static Attempt attempt(Outcome outcome, Instant at, long latency) {
        return switch (outcome) {
            case Outcome.Delivered o ->
                    new Attempt(at, true, o.status(), latency, o.detail(), o.recipients());
            case Outcome.Permanent o ->
                    new Attempt(at, false, o.status(), latency, o.reason(), o.recipients());
            case Outcome.Temporary o ->
                    new Attempt(at, false, o.status(), latency, o.reason(), o.recipients());
            case Outcome.Unknown o ->
                    new Attempt(at, false, null, latency, o.reason(), o.recipients());
        };
    }

    private Delivery again(
            Delivery delivery,
            State trying,
            State givenUp,
            @Nullable Duration asked,
            Attempt attempt,
            Instant now,
            double random) {
        int failures = tries(delivery) + 1;
        if (failures > waits.size()) {
            String reason = "given up after " + failures + " attempts: " + attempt.detail();
            return with(delivery, givenUp, reason, null, attempt);
        }
        Duration pause = pause(failures, random);
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked.compareTo(mostAsked) > 0 ? mostAsked : asked;
        }
        return with(delivery, trying, delivery.reason(), now.plus(pause), attempt);
    }

    /// Attempts since it was last intended: a delivery that is replayed starts afresh.
    private static int tries(Delivery d) {
        return (int) d.attempts().stream().filter(a -> !a.at().isBefore(d.intended())).count();
    }

    private static Delivery with(
            Delivery d, State state, String reason, @Nullable Instant due, Attempt attempt) {
        List<Attempt> attempts = new ArrayList<>(d.attempts());
        attempts.add(attempt);
        int from = Math.max(0, attempts.size() - MOST_ATTEMPTS);
        return Deliveries.with(d, state, reason, due, attempts.subList(from, attempts.size()));
    }
}
