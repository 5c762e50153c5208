package dev.varde.processor.incident;

import dev.varde.events.Incident.Around;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.processor.incident.State.Episode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// How a change of what an incident has to do with others is told: a new parent, or none any more,
/// at once; new members together.
final class Relations {
    /// Members that come in a crowd are told when they are twice as many, not sooner than this.
    private static final Duration CROWD = Duration.ofSeconds(2);

    /// Members that come one by one.
    private static final Duration TRICKLE = Duration.ofSeconds(30);

    private Relations() {}

    /// The next revision tells what is seen now.
    static Episode met(Episode e, Kin around) {
        boolean recovering = e.told().state() == IncidentState.RECOVERING;
        Kin next = e.relations().with(around, recovering);
        return next.equals(e.kin()) ? e : e.with(next);
    }

    /// The step, and if it tells nothing but the relations have changed, a revision for that.
    static Step told(Step step, Instant at) {
        if (!step.effects().isEmpty()
                || !(step.state() instanceof Episode e)
                || e.told().closed()) {
            return step;
        }
        if (!Objects.equals(e.told().parent(), e.relations().above())) {
            return parent(e, at);
        }
        if (missesOtherwise(e)) {
            return new Draft(e).said(at, missing(e.relations())).tell(Change.UPDATED);
        }
        return widens(e, at)
                ? new Draft(e)
                        .widened(at)
                        .said(at, e.relations().members().size() + " more are in it")
                        .tell(Change.UPDATED)
                : step;
    }

    /// A restart waits for what it needs, and is told when that is away and when it is back.
    private static boolean missesOtherwise(Episode e) {
        boolean down =
                e.told().state() == IncidentState.OPEN || e.told().state() == IncidentState.GAVE_UP;
        Around told = e.told().around();
        boolean missed = told != null && !told.down().isEmpty();
        return down && e.account().restartable() && missed != e.relations().misses();
    }

    private static String missing(Kin kin) {
        return kin.around() == null || kin.around().down().isEmpty()
                ? "what it needs is back"
                : "what it needs is down: " + String.join(", ", kin.around().down());
    }

    /// Nobody was told of an incident that was explained from its beginning: when it no longer is,
    /// it opens for them.
    private static Step parent(Episode e, Instant at) {
        Kin kin = e.relations();
        boolean opens = kin.parent() == null && !kin.heard();
        String words =
                kin.parent() == null
                        ? "no longer explained by another incident"
                        : "explained by " + kin.parent().inWords();
        return new Draft(e).said(at, words).tell(opens ? opening(e) : Change.UPDATED);
    }

    private static Change opening(Episode e) {
        return e.account().severity() == Severity.CRITICAL ? Change.OPENED : Change.WARNING;
    }

    private static boolean widens(Episode e, Instant at) {
        int told = e.told().members().size();
        int now = e.relations().members().size();
        Instant last = e.relations().widened();
        if (now == told) {
            return false;
        }
        return last == null
                || (now >= 2 * told && !at.isBefore(last.plus(CROWD)))
                || !at.isBefore(last.plus(TRICKLE));
    }
}
