package dev.varde.processor.topology;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The incident that a canary's word makes: over as it begins, and never routed. It has always the
/// same id, so that the topic keeps one; its revision is the tenth of a minute it was lit in.
final class CanaryIncident {
    private static final int SECONDS = 6;

    private CanaryIncident() {}

    static Incident of(OperatorWord.CanaryLit word) {
        Instant at = word.at();
        int revision = Math.toIntExact(Math.max(1, at.getEpochSecond() / SECONDS));
        return new Incident(
                Incident.CANARY,
                revision,
                Incident.Change.OPENED,
                IncidentState.RESOLVED,
                Severity.WARNING,
                null,
                word.host(),
                Map.of("varde", "canary"),
                Cause.UNKNOWN,
                Confidence.CERTAIN,
                null,
                "a canary of Varde; nothing is wrong",
                new Incident.Times(null, null, at, at, null, null, at),
                List.of(),
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
                List.of());
    }
}
