package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.EventId;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.Severity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one rule concludes.
///
/// @param summary one sentence naming service, host and the key facts
/// @param evidence what it rests on, quoted; at least one
/// @param against what contradicts it, in words
/// @param severity of the incident, where a site's own rule says it; else null
public record Finding(
        Cause cause,
        Confidence confidence,
        String summary,
        List<Evidence> evidence,
        List<String> against,
        List<Advice> advice,
        @Nullable Severity severity) {
    public Finding(
            Cause cause,
            Confidence confidence,
            String summary,
            List<Evidence> evidence,
            List<String> against,
            List<Advice> advice) {
        this(cause, confidence, summary, evidence, against, advice, null);
    }

    public Finding {
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("a finding quotes its evidence");
        }
        evidence = List.copyOf(evidence);
        against = List.copyOf(against);
        advice = List.copyOf(advice);
    }

    /// The events it rests on.
    public List<EventId> because() {
        return evidence.stream().map(Evidence::event).filter(Objects::nonNull).distinct().toList();
    }

    public Incident.Finding told() {
        return new Incident.Finding(cause, confidence, summary, because(), against);
    }
}
