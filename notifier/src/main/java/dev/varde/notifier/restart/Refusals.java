package dev.varde.notifier.restart;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Phase;
import dev.varde.events.config.Cure;
import dev.varde.events.config.Cure.Hold;
import dev.varde.notifier.restart.Past.Ordered;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why a service is not restarted though its budget would allow it, by its cause.
final class Refusals {
    private Refusals() {}

    /// A restart does not mend it.
    static Optional<String> byCause(Incident incident, Cure cure) {
        boolean refused =
                switch (cure.restart()) {
                    case YES -> false;
                    case NO -> true;
                    case IF_IT_RAN -> incident.phase() == Phase.STARTING;
                };
        return refused
                ? Optional.of(
                        "a restart does not help against " + incident.cause() + ": " + cure.why())
                : Optional.empty();
    }

    /// It died while starting, just as before it was last restarted.
    static Optional<String> sameAtStart(Incident incident, Cure cure, List<Ordered> counted) {
        Incident.Fingerprint now = incident.fingerprint();
        boolean same =
                !cure.sameAtStart()
                        && incident.phase() == Phase.STARTING
                        && now != null
                        && !counted.isEmpty()
                        && now.hash().equals(counted.getLast().fingerprint());
        return same
                ? Optional.of(
                        "it died while starting of the same "
                                + incident.cause()
                                + " as before its restart; the next start would run into it too")
                : Optional.empty();
    }

    /// It came back too often.
    static Optional<String> held(Cause cause, Cure cure, Past past, Instant now) {
        Hold hold = cure.hold();
        if (hold == null || past.because(cause, now.minus(hold.within())) < hold.after()) {
            return Optional.empty();
        }
        String times = hold.after() == 1 ? "once" : hold.after() + " times";
        return Optional.of(
                "restarted "
                        + times
                        + " within "
                        + Wording.span(hold.within())
                        + " because of "
                        + cause
                        + " already, and it came back");
    }
}
