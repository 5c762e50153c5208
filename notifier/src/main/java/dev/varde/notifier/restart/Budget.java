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

    sealed interface Answer {
        record Now() implements Answer {}

        record At(Instant time) implements Answer {}

        record UsedUp(String reason) implements Answer {}
    }

    /// @param ordered when restarts of the instance were ordered, oldest first
    Answer ask(List<Instant> ordered, Instant now) {
        int recent = within(ordered, now, limits.within());
        if (recent >= limits.max()) {
            return new Answer.UsedUp(
                    "%d restarts within %s did not help"
                            .formatted(recent, Wording.duration(limits.within())));
        }
        int today = within(ordered, now, DAY);
        if (today >= limits.perDay()) {
            return new Answer.UsedUp("restarted %d times within 24 h already".formatted(today));
        }
        if (recent == 0 || limits.backoff().isEmpty()) {
            return new Answer.Now();
        }
        int step = Math.min(recent, limits.backoff().size()) - 1;
        Instant at = ordered.getLast().plus(limits.backoff().get(step));
        return at.isAfter(now) ? new Answer.At(at) : new Answer.Now();
    }

    private static int within(List<Instant> ordered, Instant now, Duration time) {
        return (int) ordered.stream().filter(o -> o.isAfter(now.minus(time))).count();
    }
}
