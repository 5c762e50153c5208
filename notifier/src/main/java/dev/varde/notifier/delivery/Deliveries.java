package dev.varde.notifier.delivery;

import dev.varde.events.Delivery;
import dev.varde.events.Delivery.Attempt;
import dev.varde.events.Delivery.Recipient;
import dev.varde.events.Delivery.State;
import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.notifier.text.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
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

    /// Whether the receiver answered that it wants no more of this, ever: 410 Gone (RFC 9110,
    /// section 15.5.11; Standard Webhooks asks the sender to stop).
    public static boolean gone(Delivery d) {
        return d.state() == State.FAILED
                && !d.attempts().isEmpty()
                && Objects.equals(d.attempts().getLast().status(), 410);
    }

    /// Why a receiver that wants no more is not told.
    public static String disabled(Instant since) {
        return "disabled since "
                + since.truncatedTo(ChronoUnit.SECONDS)
                + ": it answered 410, it wants no more; varde replay --receiver enables it again";
    }

    /// Whether it is a message to people or programs, and no restart's entry.
    public static boolean message(Delivery d) {
        return !d.channel().equals("restart") && !d.channel().equals("internal");
    }

    /// Whether it was given up: it has failed, or nobody will ever know.
    public static boolean dead(Delivery d) {
        return d.state() == State.FAILED || (d.state() == State.UNKNOWN && d.due() == null);
    }

    /// The delivery, to be made from now on as if it were new; its attempts stay.
    public static Delivery again(Delivery d, String reason, Instant now) {
        return with(d, State.INTENDED, d.type(), reason, now, null, d.attempts(), d.group());
    }

    /// The delivery, held back until then; for ever when there is no then.
    public static Delivery held(Delivery d, String reason, @Nullable Instant until) {
        return with(d, State.HELD_BACK, reason, until, d.attempts());
    }

    /// The delivery as one of a group, which is told at that time; at once when it is null.
    public static Delivery gathered(Delivery d, String group, @Nullable Instant due) {
        return with(d, d.state(), d.type(), d.reason(), d.intended(), due, d.attempts(), group);
    }

    /// The delivery with another type, since it turned out to be the first that is told.
    public static Delivery typed(Delivery d, String type) {
        return with(d, d.state(), type, d.reason(), d.intended(), d.due(), d.attempts(), d.group());
    }

    /// When the last thing happened to it.
    public static Instant last(Delivery d) {
        Instant tried = d.attempts().isEmpty() ? d.intended() : d.attempts().getLast().at();
        return tried.isAfter(d.intended()) ? tried : d.intended();
    }

    /// Whether something is still to be tried.
    public static boolean open(Delivery d) {
        return switch (d.state()) {
            case INTENDED, RETRYING -> true;
            case UNKNOWN -> d.due() != null;
            case DELIVERED, FAILED, HELD_BACK, SUPERSEDED -> false;
        };
    }

    /// Mailboxes that are not tried again: they took it, or refused it for good since it was last
    /// intended.
    public static List<Recipient> settled(Delivery d) {
        return d.attempts().stream()
                .flatMap(a ->
                        a.recipients().stream()
                                .filter(r ->
                                        a.at().isBefore(d.intended())
                                                ? r.fate() == Delivery.Fate.TAKEN
                                                : r.fate().settled()))
                .toList();
    }

    /// The delivery, ended without another attempt.
    public static Delivery ended(Delivery d, State state, String reason) {
        return with(d, state, reason, null, d.attempts());
    }

    /// The delivery, changed.
    public static Delivery with(
            Delivery d, State state, String reason, @Nullable Instant due, List<Attempt> attempts) {
        return with(d, state, d.type(), reason, d.intended(), due, attempts, d.group());
    }

    private static Delivery with(
            Delivery d,
            State state,
            String type,
            String reason,
            Instant intended,
            @Nullable Instant due,
            List<Attempt> attempts,
            @Nullable String group) {
        return new Delivery(
                d.id(),
                d.incident(),
                d.revision(),
                d.receiver(),
                d.channel(),
                type,
                state,
                reason,
                intended,
                due,
                attempts,
                d.order(),
                d.subject(),
                d.also(),
                group,
                d.target(),
                d.fall());
    }
}
