package dev.varde.notifier.delivery;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to try when: waits that double with full jitter, never shorter than the receiver asks for,
/// until the message is too old to matter.
///
/// Full jitter (a wait drawn from zero to the bound) spreads senders that failed together better
/// than a wait around the bound.
///
/// @param first bound of the first wait
/// @param longest bound of all waits, and the most a receiver may ask for
/// @param giveUp age of the intent after which nothing is tried any more
public record Schedule(Duration first, Duration longest, Duration giveUp) {
    /// Two seconds doubling to 15 minutes, for a day.
    public static final Schedule STANDARD =
            new Schedule(Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(24));

    private static final Duration LEAST = Duration.ofMillis(200);
    private static final int MOST_ATTEMPTS = 100;

    /// The delivery after an attempt.
    ///
    /// @param at when the attempt began
    /// @param now when it ended
    /// @param random 0 to 1, of which the wait is made
    public Delivery after(
            Delivery delivery, Outcome outcome, Instant at, Instant now, double random) {
        long latency = Duration.between(at, now).toMillis();
        return switch (outcome) {
            case Outcome.Delivered o ->
                    with(
                            delivery,
                            State.DELIVERED,
                            delivery.reason(),
                            null,
                            new Attempt(at, true, o.status(), latency, o.detail(), o.recipients()));
            case Outcome.Permanent o ->
                    with(
                            delivery,
                            State.FAILED,
                            o.reason(),
                            null,
                            new Attempt(
                                    at, false, o.status(), latency, o.reason(), o.recipients()));
            case Outcome.Temporary o ->
                    again(
                            delivery,
                            State.RETRYING,
                            State.FAILED,
                            o.retryAfter(),
                            new Attempt(at, false, o.status(), latency, o.reason(), o.recipients()),
                            now,
                            random);
            case Outcome.Unknown o ->
                    again(
                            delivery,
                            State.UNKNOWN,
                            State.UNKNOWN,
                            null,
                            new Attempt(at, false, null, latency, o.reason(), o.recipients()),
                            now,
                            random);
        };
    }

    /// The wait before the attempt that follows `failures` failures in a row.
    Duration pause(int failures, double random) {
        long bound = first.toMillis() << Math.min(Math.max(failures - 1, 0), 20);
        long within = Math.min(bound, longest.toMillis());
        return Duration.ofMillis(Math.max(LEAST.toMillis(), (long) (within * random)));
    }

    private Delivery again(
            Delivery delivery,
            State trying,
            State givenUp,
            @Nullable Duration asked,
            Attempt attempt,
            Instant now,
            double random) {
        Duration pause = pause(delivery.attempts().size() + 1, random);
        if (asked != null && asked.compareTo(pause) > 0) {
            pause = asked.compareTo(longest) > 0 ? longest : asked;
        }
        Instant due = now.plus(pause);
        if (due.isAfter(delivery.intended().plus(giveUp))) {
            String reason = "given up after " + giveUp.toHours() + " h: " + attempt.detail();
            return with(delivery, givenUp, reason, null, attempt);
        }
        return with(delivery, trying, delivery.reason(), due, attempt);
    }

    private static Delivery with(
            Delivery d, State state, String reason, @Nullable Instant due, Attempt attempt) {
        List<Attempt> attempts = new ArrayList<>(d.attempts());
        attempts.add(attempt);
        int from = Math.max(0, attempts.size() - MOST_ATTEMPTS);
        return Deliveries.with(d, state, reason, due, attempts.subList(from, attempts.size()));
    }
}
