package dev.varde.processor.diagnosis;

import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.Neighbour;

/// Services on the same host, as evidence.
final class Neighbours {
    private Neighbours() {}

    static Evidence quoted(Neighbour n) {
        return new Evidence(n.event(), n.since(), "health", n.service() + ": " + n.words());
    }
}
