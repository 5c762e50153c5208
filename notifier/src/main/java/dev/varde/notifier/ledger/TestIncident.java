package dev.varde.notifier.ledger;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The incident that a test message tells; it says itself that it is none.
final class TestIncident {
    private TestIncident() {}

    static Incident of(IncidentId id, HostName host, Instant at) {
        return new Incident(
                id,
                1,
                Incident.Change.OPENED,
                IncidentState.RESOLVED,
                Severity.WARNING,
                null,
                host,
                Map.of(),
                Cause.UNKNOWN,
                Confidence.POSSIBLE,
                null,
                "this is a test message from Varde; nothing is wrong",
                new Incident.Times(null, null, null, at, null, null, at),
                List.of(
                        new Incident.Evidence(
                                null, at, "collector", "no evidence: this is a test")),
                List.of(),
                List.of(),
                List.of(),
                1,
                List.of(),
                null,
                null,
                false,
                "test",
                List.of(),
                List.of(),
                List.of(new Incident.TimelineEntry(at, "a test was asked for")));
    }
}
