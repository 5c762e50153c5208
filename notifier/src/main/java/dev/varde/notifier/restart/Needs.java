package dev.varde.notifier.restart;

import dev.varde.events.Incident;
import dev.varde.events.Incident.Around;
import dev.varde.events.config.Cure;
import dev.varde.notifier.restart.Past.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a service needs must be there before it is restarted, whatever it fell of.
///
/// Where the cause says that something it needs was missing, some time passes first: for the checks
/// of what it needs to notice, and for the service to heal by itself once that is back.
final class Needs {
    /// Checks fail after some seconds with the defaults (two of them, 2 s apart, of 2 s each).
    static final Duration MOMENT = Duration.ofSeconds(10);

    /// What fell of a cause of its own waits no longer than this for what it needs: two on
    /// different hosts may need each other, and what it needs may only seem to be down. While its
    /// host is silent nobody there would take an order.
    static final Duration LONGEST = Duration.ofMinutes(15);

    private Needs() {}

    /// @param until when to look again, or null until something is heard
    record Missed(@Nullable Instant until, String reason) {}

    static Optional<Missed> missed(Incident incident, Cure cure, Past past, Instant now) {
        Around around = incident.around();
        if (around != null && !around.down().isEmpty()) {
            boolean longWait = cure.waits() || around.down().contains(incident.host().value());
            Instant longest = longWait ? null : fell(incident).plus(LONGEST);
            return longest == null || longest.isAfter(now)
                    ? Optional.of(
                            new Missed(
                                    longest,
                                    "waits for what it needs and is down: "
                                            + String.join(", ", around.down())))
                    : Optional.empty();
        }
        Instant back = around == null ? null : around.back();
        if (!cure.waits() && back == null) {
            return Optional.empty();
        }
        Instant until =
                noLater(later(fell(incident), back), past.planned(), why(back)).plus(MOMENT);
        return until.isAfter(now) ? Optional.of(new Missed(until, why(back))) : Optional.empty();
    }

    private static String why(@Nullable Instant back) {
        return back == null
                ? "may lack what it needs: first it is seen whether that is there"
                : "what it needs is back: first it is seen whether it heals by itself";
    }

    /// The host's clock may be ahead; what was announced is waited for from then at the latest.
    private static Instant noLater(Instant time, @Nullable Planned planned, String reason) {
        return planned != null && planned.reason().equals(reason) && planned.since().isBefore(time)
                ? planned.since()
                : time;
    }

    private static Instant fell(Incident incident) {
        Instant died = incident.times().died();
        return died == null ? incident.times().opened() : died;
    }

    private static Instant later(Instant a, @Nullable Instant b) {
        return b == null || a.isAfter(b) ? a : b;
    }
}
