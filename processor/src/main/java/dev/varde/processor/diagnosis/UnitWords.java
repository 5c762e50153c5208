package dev.varde.processor.diagnosis;

import dev.varde.events.Incident.Evidence;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.evidence.Seen;
import java.time.Duration;
import java.util.Optional;

/// What the unit manager said about a death.
final class UnitWords {
    private static final Duration SLACK = Duration.ofSeconds(3);

    /// Units are asked every five seconds; what is said later is about something else, such as
    /// `systemctl reset-failed` the next morning.
    private static final Duration ABOUT = Duration.ofSeconds(15);

    private UnitWords() {}

    /// Its word about this death: said at it or soon after it, not before.
    static Optional<Seen<UnitChanged>> after(Death d) {
        return d.instance()
                .unitSaid()
                .filter(u -> !u.time().isBefore(d.exit().time().minus(SLACK)))
                .filter(u -> !u.time().isAfter(d.exit().time().plus(ABOUT)));
    }

    static Evidence quoted(Seen<UnitChanged> unit) {
        UnitChanged f = unit.fact();
        return new Evidence(
                unit.id(),
                unit.time(),
                "unit",
                f.unit() + ": " + f.active() + " (" + f.sub() + "), result " + f.result());
    }
}
