package dev.varde.notifier.match;

import dev.varde.events.Confidence;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.notifier.text.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What an incident is, by the names that routes and silences use: a fixed one, or else a label's.
public final class Property {
    private Property() {}

    /// Empty when the incident has no such label, no service (it is the host's) or no phase.
    public static Optional<String> of(Incident incident, String name) {
        return switch (name) {
            case "cause" -> Optional.of(incident.cause().id());
            case "confidence" -> Optional.of(Wording.word(incident.confidence()));
            case "severity" -> Optional.of(Wording.word(incident.severity()));
            case "service" -> Optional.ofNullable(incident.service()).map(s -> s.value());
            case "host" -> Optional.of(incident.host().value());
            case "state" -> Optional.of(Wording.word(incident.state()));
            case "phase" -> Optional.ofNullable(incident.phase()).map(Wording::word);
            default -> Optional.ofNullable(incident.labels().get(name));
        };
    }

    /// All values that it may have; empty where there is no end to them, or where it may be
    /// missing.
    static List<String> all(String name) {
        return switch (name) {
            case "confidence" -> words(Confidence.values());
            case "severity" -> words(Severity.values());
            case "state" -> words(IncidentState.values());
            default -> List.of();
        };
    }

    private static List<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(Wording::word).toList();
    }
}
