package dev.varde.notifier.restart;

import dev.varde.events.config.Configuration.Restarts;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// How often and how fast an instance may be restarted: the first at once, then after each wait of
/// the back-off, at most `max` within `within` and `perDay` within 24 hours.
record Budget(Restarts limits) {
    private static final Duration DAY = Duration.ofHours(24);

    /// Waits that go on past the configured ones grow no further than this.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    sealed interface Answer {
        /// @param number which restart of the window it would be, from 1
        record Now(int number) implements Answer {}

        record At(Instant time, int number) implements Answer {}

        record UsedUp(String reason) implements Answer {}
    }

    /// @param ordered when restarts of the instance were ordered, oldest first
    Answer ask(List<Instant> ordered, Instant now) {
        int recent = within(ordered, now, limits.within());
        if (recent >= limits.max()) {
            return new Answer.UsedUp(
                    "%d restarts within %s did not help"
                            .formatted(recent, Wording.span(limits.within())));
        }
        int today = within(ordered, now, DAY);
        if (today >= limits.perDay()) {
            return new Answer.UsedUp("restarted %d times within 24 h already".formatted(today));
        }
        if (recent == 0 || limits.backoff().isEmpty()) {
            return new Answer.Now(recent + 1);
        }
        Instant at = ordered.getLast().plus(wait(recent));
        return at.isAfter(now) ? new Answer.At(at, recent + 1) : new Answer.Now(recent + 1);
    }

    /// @param recent restarts before, at least 1
    private Duration wait(int recent) {
        int listed = limits.backoff().size();
        if (recent <= listed) {
            return limits.backoff().get(recent - 1);
        }
        Duration last = limits.backoff().getLast();
        int doublings = Math.min(recent - listed, 12);
        Duration grown = last.multipliedBy(1L << doublings);
        Duration most = last.compareTo(LONGEST_WAIT) > 0 ? last : LONGEST_WAIT;
        return grown.compareTo(most) < 0 ? grown : most;
    }

    private static int within(List<Instant> ordered, Instant now, Duration time) {
        return (int) ordered.stream().filter(o -> o.isAfter(now.minus(time))).count();
    }
}
