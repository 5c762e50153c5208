package dev.varde.notifier.delivery;

import dev.varde.events.Delivery.Recipient;
import dev.varde.events.DeliveryId;
import dev.varde.events.Incident;
import java.util.List;

/// One message to one receiver, about one incident or, of type [#DIGEST], about several.
///
/// @param id the same on every attempt
/// @param type such as `incident.opened`, `test` or `digest`
/// @param subject the line that the ledger has for it, such as `7 incidents: …` of a digest
/// @param incidents at least one, the one whose thread it belongs to first; normally the revisions
///   the message is about; after a restart of the notifier they may be later ones
/// @param settled mailboxes that took it in an earlier attempt, or that refused it for good
public record Message(
        DeliveryId id,
        String receiver,
        String type,
        String subject,
        List<Incident> incidents,
        List<Recipient> settled) {
    /// The type of a message that tells of several incidents.
    public static final String DIGEST = "digest";

    public Message {
        incidents = List.copyOf(incidents);
        settled = List.copyOf(settled);
        if (incidents.isEmpty()) {
            throw new IllegalArgumentException("a message is about an incident");
        }
    }

    public Message(DeliveryId id, String receiver, String type, Incident incident) {
        this(id, receiver, type, incident, List.of());
    }

    public Message(
            DeliveryId id,
            String receiver,
            String type,
            Incident incident,
            List<Recipient> settled) {
        this(id, receiver, type, "", List.of(incident), settled);
    }

    public Message(
            DeliveryId id, String receiver, String type, String subject, List<Incident> incidents) {
        this(id, receiver, type, subject, incidents, List.of());
    }

    /// The incident it is about; of several the one whose thread it belongs to.
    public Incident incident() {
        return incidents.getFirst();
    }

    /// Whether it tells of several incidents, which may be in different states.
    public boolean digest() {
        return type.equals(DIGEST);
    }
}
