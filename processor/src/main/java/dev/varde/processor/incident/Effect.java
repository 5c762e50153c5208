package dev.varde.processor.incident;

import dev.varde.events.Incident;
import dev.varde.events.IncidentId;

/// What a step asks the world to do.
public sealed interface Effect {
    /// Publish this revision.
    record Tell(Incident incident) implements Effect {}

    /// Nothing more can happen to this incident; what is kept of it may go.
    record Forget(IncidentId incident) implements Effect {}
}
