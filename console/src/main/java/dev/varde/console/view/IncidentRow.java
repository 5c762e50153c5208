package dev.varde.console.view;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An incident in a list.
///
/// @param path of its page, escaped for a URL
/// @param took from its opening to its resolution, or null while it is open
public record IncidentRow(
        String id,
        String path,
        int revision,
        IncidentState state,
        Severity severity,
        String subject,
        String cause,
        String confidence,
        String summary,
        Instant opened,
        @Nullable Instant resolved,
        @Nullable Duration took,
        int occurrences,
        int restarts,
        int members,
        @Nullable String acknowledgedBy) {
    static IncidentRow of(Incident i) {
        Instant resolved = i.times().resolved();
        return new IncidentRow(
                i.id().value(),
                path(i.id().value()),
                i.revision(),
                i.state(),
                i.severity(),
                Shown.line(i.subject()),
                i.cause().id(),
                Wording.of(i.confidence()),
                Shown.line(i.summary()),
                i.times().opened(),
                resolved,
                resolved == null ? null : Duration.between(i.times().opened(), resolved),
                i.occurrences(),
                i.restarts().size(),
                i.members().size(),
                i.acknowledged() == null ? null : Shown.line(i.acknowledged().by()));
    }

    /// The path of an incident's page.
    public static String path(String id) {
        return "/incidents/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
