package dev.varde.notifier.delivery;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.State;
import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.notifier.text.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Deliveries made and changed.
public final class Deliveries {
    private Deliveries() {}

    /// The identity of the message about one revision to one receiver: readable, and safe in an
    /// HTTP header and a mail header whatever the incident and the receiver are called.
    public static DeliveryId id(
            IncidentId incident, int revision, String channel, String receiver) {
        return new DeliveryId(
                Digest.plain(incident.value())
                        + "/"
                        + revision
                        + "/"
                        + channel
                        + "/"
                        + Digest.plain(receiver));
    }

    /// Whether something is still to be tried.
    public static boolean open(Delivery d) {
        return switch (d.state()) {
            case INTENDED, RETRYING -> true;
            case UNKNOWN -> d.due() != null;
            case DELIVERED, FAILED, HELD_BACK, SUPERSEDED -> false;
        };
    }

    /// Mailboxes that are not tried again: they took it, or refused it for good.
    public static Set<String> settled(Delivery d) {
        return d.attempts().stream()
                .flatMap(a -> a.recipients().stream())
                .filter(r -> r.fate().settled())
                .map(Delivery.Recipient::address)
                .collect(Collectors.toSet());
    }

    /// The delivery, ended without another attempt.
    public static Delivery ended(Delivery d, State state, String reason) {
        return with(d, state, reason, null, d.attempts());
    }

    /// The delivery, changed.
    public static Delivery with(
            Delivery d, State state, String reason, @Nullable Instant due, List<Attempt> attempts) {
        return new Delivery(
                d.id(),
                d.incident(),
                d.revision(),
                d.receiver(),
                d.channel(),
                d.type(),
                state,
                reason,
                d.intended(),
                due,
                attempts,
                d.order(),
                d.subject(),
                d.also(),
                d.group(),
                d.target(),
                d.fall());
    }
}
