package dev.varde.notifier.dispatch;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Message;

/// A delivery that is written down and still to be made.
///
/// @param partition where its record is, and the next ones go
public record Job(Delivery delivery, int partition, Incident incident) {
    Job with(Delivery changed) {
        return new Job(changed, partition, incident);
    }

    Message message() {
        return new Message(
                delivery.id(),
                delivery.receiver(),
                delivery.type(),
                incident,
                Deliveries.settled(delivery));
    }
}
