package dev.varde.processor.diagnosis;

import dev.varde.events.Incident.Evidence;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.evidence.Seen;
import dev.varde.processor.evidence.UnitJournal;
import dev.varde.processor.evidence.UnitJournal.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the unit manager said about a death.
final class UnitWords {
    private static final Duration SLACK = Duration.ofSeconds(3);

    /// Units are asked every five seconds; what is said later is about something else, such as
    /// `systemctl reset-failed` the next morning.
    private static final Duration ABOUT = Duration.ofSeconds(15);

    private UnitWords() {}

    /// Its word about this death: said at it or soon after it, not one about the process's own life
    /// nor about an earlier one.
    static Optional<Seen<UnitChanged>> after(Death d) {
        return d.instance()
                .unitSaid()
                .filter(u -> stopping(d, u.fact()) || !u.time().isBefore(earliest(d)))
                .filter(u -> !u.time().isAfter(d.exit().time().plus(ABOUT)))
                .filter(u -> !alive(d, u.fact()));
    }

    /// Whether it ended the process, or took its end for the one that was asked for. It takes a
    /// SIGTERM from anybody for that, too; an exit code that tells of one is a failure to it.
    static boolean stopped(Death d) {
        return after(d).map(Seen::fact).filter(u -> stopped(d, u)).isPresent();
    }

    private static boolean stopped(Death d, UnitChanged u) {
        boolean asked = d.ending().asked();
        return switch (u.active()) {
            case "deactivating", "inactive", "failed" ->
                    switch (u.result()) {
                        case "success" -> true;
                        case "exit-code" -> asked;
                        case "timeout" -> d.ending().killed() && ran(d);
                        default -> false;
                    };
            case "active", "activating" -> asked && startedAnew(u);
            default -> false;
        };
    }

    /// Somebody had it restarted; the manager's own restarts are counted.
    private static boolean startedAnew(UnitChanged u) {
        return u.restarts() == 0
                && u.result().equals("success")
                && !u.sub().startsWith("auto-restart");
    }

    /// It had answered, so it was not a start that took too long. Of one that nobody asks anything,
    /// a start that took too long mostly ends with the SIGTERM, a stop always with a SIGKILL.
    static boolean ran(Death d) {
        return d.instance().health().answeredSinceStart()
                || (!d.instance().hasChecks() && d.ending().killed());
    }

    private static Instant earliest(Death d) {
        Instant soon = d.exit().time().minus(SLACK);
        Instant born = d.fact().startedAt();
        return soon.isBefore(born) ? born : soon;
    }

    private static boolean stopping(Death d, UnitChanged u) {
        return u.active().equals("deactivating") && ofProcess(d, u);
    }

    private static boolean alive(Death d, UnitChanged u) {
        return !u.active().equals("deactivating") && ofProcess(d, u);
    }

    private static boolean ofProcess(Death d, UnitChanged u) {
        return u.mainPid() != null && u.mainPid() == d.fact().process().pid();
    }

    /// Whether it gives this as the result of the failure: in its own word about it, or when asked.
    static Optional<Evidence> failed(Death d, String result) {
        return written(d)
                .filter(e -> e.kind() == UnitJournal.Kind.FAILED && e.result().equals(result))
                .map(UnitWords::quoted)
                .findFirst()
                .or(() ->
                        after(d).filter(u -> u.fact().result().equals(result))
                                .map(UnitWords::quoted));
    }

    /// The first it wrote of a kind about the death.
    static Optional<Evidence> written(Death d, UnitJournal.Kind kind) {
        return written(d).filter(e -> e.kind() == kind).map(UnitWords::quoted).findFirst();
    }

    /// What it wrote into its journal about the death.
    static List<Evidence> quoted(Death d) {
        return written(d).map(UnitWords::quoted).toList();
    }

    /// A death that no collector saw is told long after the unit manager saw it.
    private static Stream<Entry> written(Death d) {
        UnitJournal units = d.instance().units();
        Instant at = units.endedAt(d.exit().time(), d.fact()).orElse(d.exit().time());
        return units.entries().stream()
                .filter(e -> !e.time().isBefore(at.minus(ABOUT)))
                .filter(e -> !e.time().isBefore(d.fact().startedAt()))
                .filter(e -> !e.time().isAfter(at.plus(ABOUT)));
    }

    private static Evidence quoted(Entry entry) {
        return new Evidence(entry.id(), entry.time(), "unit", entry.text());
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
