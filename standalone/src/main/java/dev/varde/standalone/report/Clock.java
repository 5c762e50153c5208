package dev.varde.standalone.report;

import dev.varde.events.Incident;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Times and spans of an incident in words.
final class Clock {
    private Clock() {}

    /// In UTC, to the millisecond.
    static String at(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS)
                .toString()
                .replace('T', ' ')
                .replace("Z", " UTC");
    }

    /// From the death, or else the opening, to the recovery, or else the resolution.
    static Optional<Duration> down(Incident i) {
        Instant from = began(i);
        Instant to = i.times().recovered() == null ? i.times().resolved() : i.times().recovered();
        return to == null || to.isBefore(from)
                ? Optional.empty()
                : Optional.of(Duration.between(from, to));
    }

    static Instant began(Incident i) {
        return i.times().died() == null ? i.times().opened() : i.times().died();
    }

    /// `, 12.0 s later`, or nothing where one of the times is not known.
    static String later(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null || to.isBefore(from)
                ? ""
                : ", " + span(Duration.between(from, to)) + " later";
    }

    /// Under a second in milliseconds.
    static String span(Duration d) {
        return d.toMillis() < 1_000 ? d.toMillis() + " ms" : Wording.duration(d);
    }
}
