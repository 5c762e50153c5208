package dev.varde.console.view;

import dev.varde.events.Delivery;
import dev.varde.events.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A delivery in a list, its texts fit to be shown.
///
/// @param path of its incident's page, escaped for a URL
/// @param subject what the message says in a line
/// @param took the last attempt, or null before the first
/// @param also how many other incidents it tells of
public record DeliveryRow(
        String id,
        String path,
        String subject,
        String receiver,
        String channel,
        String type,
        Delivery.State state,
        String reason,
        Instant intended,
        @Nullable Instant due,
        @Nullable Duration took,
        int also,
        List<Delivery.Attempt> attempts) {
    public DeliveryRow {
        attempts = List.copyOf(attempts);
    }

    /// How often it was tried, and how long the last time took: `2 attempts, the last 18 ms`.
    public String tries() {
        String count = Amounts.count(attempts.size(), "attempt");
        return took == null
                ? count
                : count + (attempts.size() == 1 ? ", " : ", the last ") + Amounts.duration(took);
    }

    static DeliveryRow of(Delivery d) {
        IncidentId incident = d.incident();
        return new DeliveryRow(
                Shown.line(d.id().value()),
                IncidentRow.path(incident.value()),
                Shown.line(d.subject().isBlank() ? incident.value() : d.subject()),
                Shown.line(d.receiver()),
                Shown.line(d.channel()),
                Shown.line(d.type()),
                d.state(),
                Shown.line(d.reason()),
                d.intended(),
                d.due(),
                d.attempts().isEmpty()
                        ? null
                        : Duration.ofMillis(d.attempts().getLast().latencyMillis()),
                d.also().size(),
                d.attempts().stream().map(Shown::attempt).toList());
    }
}
