package dev.varde.notifier.delivery;

import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;

/// One message to one receiver.
///
/// @param id the same on every attempt
/// @param type such as `incident.opened`, or `test`
/// @param incident normally the revision the message is about; after a restart of the notifier it
///   may be a later one
public record Message(DeliveryId id, String receiver, String type, Incident incident) {}
