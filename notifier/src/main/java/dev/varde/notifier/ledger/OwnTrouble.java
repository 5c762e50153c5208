package dev.varde.notifier.ledger;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Delivery;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.notifier.text.Digest;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Incidents that the notifier has itself. They are in the ledger alone: only the processor writes
/// incidents, and it could not tell of them if the way through it is what fails. No rule finds
/// their causes; the notifier states what it sees.
final class OwnTrouble {
    static final Cause CHANNEL_FAILING = new Cause("channel-failing");
    static final Cause CANARY_LOST = new Cause("canary-lost");

    /// What the loss of the canary is about; every other trouble is a channel's.
    static final String CANARY = "canary";

    private static final String PREFIX = "varde-trouble-";
    private static final HostName VARDE = new HostName("varde");
    private static final int DIGITS = 12;

    private OwnTrouble() {}

    /// @param what the same for the same trouble
    static IncidentId id(String what, Instant since) {
        return new IncidentId(stem(what) + since.getEpochSecond());
    }

    static boolean isOwn(IncidentId id) {
        return id.value().startsWith(PREFIX);
    }

    /// Whether an incident is about this, whenever it began.
    static boolean isAbout(IncidentId id, String what) {
        return id.value().startsWith(stem(what));
    }

    static Incident opened(IncidentId id, Cause cause, String summary, Instant since, Instant now) {
        return of(id, 1, Change.OPENED, cause, summary, since, now);
    }

    static Incident resolved(IncidentId id, String summary, Instant now) {
        return of(id, 2, Change.RESOLVED, cause(id), summary, since(id), now);
    }

    /// What a delivery tells, when the notifier has started again since.
    static Incident again(Delivery d) {
        Change change = Wording.change(d.type()).orElse(Change.UPDATED);
        return of(
                d.incident(),
                d.revision(),
                change,
                cause(d.incident()),
                Wording.untagged(d.subject()),
                since(d.incident()),
                d.intended());
    }

    private static Cause cause(IncidentId id) {
        return isAbout(id, CANARY) ? CANARY_LOST : CHANNEL_FAILING;
    }

    private static Instant since(IncidentId id) {
        return Instant.ofEpochSecond(
                Long.parseLong(id.value().substring(id.value().lastIndexOf('-') + 1)));
    }

    private static String stem(String what) {
        return PREFIX + Digest.of(what).substring(0, DIGITS) + "-";
    }

    private static Incident of(
            IncidentId id,
            int revision,
            Change change,
            Cause cause,
            String summary,
            Instant since,
            Instant now) {
        boolean over = change == Change.RESOLVED;
        return new Incident(
                id,
                revision,
                change,
                over ? IncidentState.RESOLVED : IncidentState.OPEN,
                Severity.CRITICAL,
                null,
                VARDE,
                Map.of(),
                cause,
                Confidence.CERTAIN,
                null,
                summary,
                new Incident.Times(null, null, since, since, null, null, over ? now : null),
                List.of(new Incident.Evidence(null, now, "collector", summary)),
                List.of(),
                List.of(),
                List.of(),
                1,
                List.of(),
                null,
                null,
                false,
                null,
                List.of(),
                List.of(),
                List.of(new Incident.TimelineEntry(now, summary)));
    }
}
