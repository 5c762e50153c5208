package dev.varde.notifier.routing;

import dev.varde.events.IncidentId;
import java.util.Optional;

/// What receivers were told before.
public interface Told {
    /// The subject of the last message to this receiver by this medium about the incident.
    Optional<String> lastSubject(IncidentId incident, String receiver, Medium medium);
}
