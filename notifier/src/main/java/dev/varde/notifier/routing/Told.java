package dev.varde.notifier.routing;

import dev.varde.events.IncidentId;
import java.util.Optional;
import java.util.Set;

/// What receivers were told before.
public interface Told {
    /// The subject of the last message to this receiver by this medium about the incident.
    Optional<String> lastSubject(IncidentId incident, String receiver, Medium medium);

    /// The receivers that were told of the incident and not yet of its end.
    default Set<String> receivers(IncidentId incident) {
        return Set.of();
    }
}
