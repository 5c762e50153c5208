package dev.varde.processor.incident;

import dev.varde.events.EventId;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.Incident.Evidence;
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

    /// @param before the incidents of the same slot lately
    /// @param told the troubles that were told already
    static Step first(Account a, Instant now, Kin kin, List<Opening> before, List<EventId> told) {
        List<Opening> openings = Opening.more(before, a, now);
        boolean flapping = Opening.flapping(openings);
        List<EventId> triggers = new ArrayList<>(told);
        triggers.add(a.trigger());
        Change change = a.severity() == Severity.CRITICAL ? Change.OPENED : Change.WARNING;
        Instant began = a.began();
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
                        flapping ? Flapping.summary(a) : summary(a, 1, 0),
                        new Times(a.lastLog(), a.died(), a.detected(), now, null, null, null),
                        a.evidence(),
                        a.findings(),
                        a.advice(),
                        List.of(),
                        1,
                        kin.members(),
                        kin.above(),
                        null,
                        a.restartable(),
                        flapping ? Flapping.note(openings) : null,
                        a.memory(),
                        a.lastLines(),
                        timeline(a, began, now, kin, before),
                        a.fingerprint(),
                        a.seen(),
                        kin.around());
        return new Step(
                new Episode(a, incident, now, triggers, false, true, kin.told(), openings),
                List.of(new Effect.Tell(incident)));
    }

    private static List<TimelineEntry> timeline(
            Account a, Instant began, Instant now, Kin kin, List<Opening> before) {
        List<TimelineEntry> all = new ArrayList<>();
        StringBuilder opened = new StringBuilder("opened: ").append(a.summary());
        for (Evidence e : a.evidence()) {
            if (e.source().equals(Evidence.OPERATOR)) {
                all.add(new TimelineEntry(e.time(), e.text()));
                boolean first = before.stream().noneMatch(o -> o.at().isAfter(e.time()));
                opened.append(first ? "; the first since " : "; again since ").append(e.text());
            }
        }
        all.add(new TimelineEntry(began, a.died() == null ? "began" : "died"));
        all.add(new TimelineEntry(now, opened.toString()));
        if (kin.parent() != null) {
            all.add(new TimelineEntry(now, "explained by " + kin.parent().inWords()));
        }
        return all;
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
                summary(d),
                d.times(),
                a.evidence(),
                a.findings(),
                a.advice(),
                d.restarts(),
                d.occurrences(),
                d.kin().members(),
                d.kin().above(),
                d.acknowledged(),
                a.restartable(),
                d.note(),
                a.memory(),
                a.lastLines(),
                d.timeline(),
                a.fingerprint(),
                a.seen(),
                d.kin().around());
    }

    private static String summary(Draft d) {
        int members = d.kin().members().size();
        return d.flapping()
                ? Flapping.summary(d.account()) + more(members)
                : summary(d.account(), d.occurrences(), members);
    }

    private static String summary(Account a, int occurrences, int members) {
        String often = more(members) + Seen.words(a.seen(), occurrences);
        if (occurrences == 1) {
            return a.summary() + often;
        }
        String what = a.died() == null ? "failed again (" : "died again (";
        return what + occurrences + " times): " + a.summary() + often;
    }

    private static String more(int members) {
        return members == 0 ? "" : " (and " + members + " more)";
    }
}
