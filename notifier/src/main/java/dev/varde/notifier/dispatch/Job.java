package dev.varde.notifier.dispatch;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;
import java.util.List;

/// A delivery that is written down and still to be made.
///
/// @param partition where its record is, and the next ones go
/// @param incidents at least one; a digest has several
public record Job(Delivery delivery, int partition, List<Incident> incidents) {
    public Job {
        incidents = List.copyOf(incidents);
    }

    public Job(Delivery delivery, int partition, Incident incident) {
        this(delivery, partition, List.of(incident));
    }

    public Incident incident() {
        return incidents.getFirst();
    }

    /// The same after a change.
    public Job with(Delivery changed) {
        return new Job(changed, partition, incidents);
    }

    Message message() {
        return new Message(
                delivery.id(),
                delivery.receiver(),
                delivery.type(),
                delivery.subject(),
                incidents,
                Deliveries.settled(delivery));
    }
}
