package dev.varde.notifier.delivery;

import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import java.util.Set;

/// One message to one receiver.
///
/// @param id the same on every attempt
/// @param type such as `incident.opened`, or `test`
/// @param incident normally the revision the message is about; after a restart of the notifier it
///   may be a later one
/// @param settled mailboxes that took it in an earlier attempt, or that refused it for good
public record Message(
        DeliveryId id, String receiver, String type, Incident incident, Set<String> settled) {
    public Message {
        settled = Set.copyOf(settled);
    }

    public Message(DeliveryId id, String receiver, String type, Incident incident) {
        this(id, receiver, type, incident, Set.of());
    }
}
