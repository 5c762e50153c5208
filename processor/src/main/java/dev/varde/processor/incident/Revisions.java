package dev.varde.processor.incident;

import dev.varde.events.EventId;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.Incident.TimelineEntry;
import dev.varde.events.Incident.Times;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.processor.incident.State.Episode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Writes out incidents, the first revision and the later ones.
final class Revisions {
    private Revisions() {}

    /// @param before the troubles that were told already
    static Step first(Account a, Instant now, List<EventId> before) {
        List<EventId> triggers = new ArrayList<>(before);
        triggers.add(a.trigger());
        Change change = a.severity() == Severity.CRITICAL ? Change.OPENED : Change.WARNING;
        Instant began = a.died() == null ? a.detected() : a.died();
        Incident incident =
                new Incident(
                        Ids.of(a, began),
                        1,
                        change,
                        IncidentState.OPEN,
                        a.severity(),
                        a.service(),
                        a.host(),
                        a.labels(),
                        a.cause(),
                        a.confidence(),
                        a.phase(),
                        summary(a, 1),
                        new Times(a.lastLog(), a.died(), a.detected(), now, null, null, null),
                        a.evidence(),
                        a.findings(),
                        a.advice(),
                        List.of(),
                        1,
                        List.of(),
                        null,
                        null,
                        a.restartable(),
                        null,
                        a.memory(),
                        a.lastLines(),
                        List.of(
                                new TimelineEntry(began, a.died() == null ? "began" : "died"),
                                new TimelineEntry(now, "opened: " + a.summary())),
                        a.fingerprint(),
                        a.seen());
        return new Step(
                new Episode(a, incident, now, triggers, false, true),
                List.of(new Effect.Tell(incident)));
    }

    static Incident of(Draft d, Change change, int revision) {
        Account a = d.account();
        return new Incident(
                d.told().id(),
                revision,
                change,
                d.state(),
                a.severity(),
                a.service(),
                a.host(),
                a.labels(),
                a.cause(),
                a.confidence(),
                a.phase(),
                summary(a, d.occurrences()),
                d.times(),
                a.evidence(),
                a.findings(),
                a.advice(),
                d.restarts(),
                d.occurrences(),
                List.of(),
                null,
                d.acknowledged(),
                a.restartable(),
                d.note(),
                a.memory(),
                a.lastLines(),
                d.timeline(),
                a.fingerprint(),
                a.seen());
    }

    private static String summary(Account a, int occurrences) {
        String often = Seen.words(a.seen(), occurrences);
        if (occurrences == 1) {
            return a.summary() + often;
        }
        String what = a.died() == null ? "failed again (" : "died again (";
        return what + occurrences + " times): " + a.summary() + often;
    }
}
