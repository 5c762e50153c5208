package dev.varde.notifier.mail;

import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.routing.Medium;
import dev.varde.notifier.text.Digest;

/// `Message-ID`s made of delivery ids: the same on every attempt, and known without having kept the
/// first mail (RFC 5322, section 3.6.4).
final class MailIds {
    private final String domain;

    /// @param from an address, with or without a name, whose domain the ids carry
    MailIds(String from) {
        String address = from.replaceAll(".*<(.*)>.*", "$1");
        String domain = address.substring(address.lastIndexOf('@') + 1).strip();
        this.domain = domain.matches("[A-Za-z0-9.-]{1,253}") ? domain : "varde.invalid";
    }

    String of(DeliveryId id) {
        return "<" + Digest.of(id.value()) + "@" + domain + ">";
    }

    /// The first mail of the incident to this receiver, which the later ones answer to.
    String root(IncidentId incident, String receiver) {
        return of(Deliveries.id(incident, 1, Medium.MAIL.channel(), receiver));
    }

    String listId(String receiver) {
        return "<" + Digest.plain(receiver) + ".varde." + domain + ">";
    }
}
