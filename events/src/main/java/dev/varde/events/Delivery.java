package dev.varde.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One message to one receiver about one revision, with all attempts. The value on
/// `varde.deliveries`, keyed by its id: incident, receiver and revision, so that every message
/// stays in the ledger.
///
/// @param id the same on every attempt; the webhook's `webhook-id` and the mail's `Message-ID` are
///   made from it
/// @param channel `mail`, `webhook`, `restart`, or `internal` for the notifier's own canary
/// @param type such as `incident.opened`, `test`, or `digest` for several incidents in one message
/// @param reason why it is sent, held back or failed, in words
/// @param due when the next attempt is allowed, or null when there is none
/// @param order the restart order, on channel `restart`
/// @param also the other incidents it tells of, when it tells of several in one
/// @param group what is told together: the route and the values it groups by; null when nothing is
/// @param target a short digest of where it goes, so that a receiver that is given a new address is
///   known to be another one; null when it is not known
/// @param fall what the restart is about, on channel `restart`
public record Delivery(
        DeliveryId id,
        IncidentId incident,
        int revision,
        String receiver,
        String channel,
        String type,
        State state,
        String reason,
        Instant intended,
        @Nullable Instant due,
        List<Attempt> attempts,
        @Nullable OrderId order,
        String subject,
        List<IncidentId> also,
        @Nullable String group,
        @Nullable String target,
        @Nullable Fall fall) {
    /// A message.
    public Delivery(
            DeliveryId id,
            IncidentId incident,
            int revision,
            String receiver,
            String channel,
            String type,
            State state,
            String reason,
            Instant intended,
            @Nullable Instant due,
            List<Attempt> attempts,
            @Nullable OrderId order,
            String subject,
            List<IncidentId> also,
            @Nullable String group,
            @Nullable String target) {
        this(
                id, incident, revision, receiver, channel, type, state, reason, intended, due,
                attempts, order, subject, also, group, target, null);
    }

    /// One that tells of one incident, and of no group.
    public Delivery(
            DeliveryId id,
            IncidentId incident,
            int revision,
            String receiver,
            String channel,
            String type,
            State state,
            String reason,
            Instant intended,
            @Nullable Instant due,
            List<Attempt> attempts,
            @Nullable OrderId order,
            String subject) {
        this(
                id, incident, revision, receiver, channel, type, state, reason, intended, due,
                attempts, order, subject, List.of(), null, null, null);
    }

    public Delivery {
        attempts = List.copyOf(attempts);
        also = List.copyOf(also);
    }

    /// `INTENDED` is written before the first attempt; a program that dies between sending and
    /// noting finds it again and sends once more with the same id. `UNKNOWN` is a mail whose server
    /// vanished after the data.
    public enum State {
        INTENDED,
        RETRYING,
        DELIVERED,
        FAILED,
        HELD_BACK,
        SUPERSEDED,
        UNKNOWN
    }

    /// @param status HTTP or SMTP status, where there was one
    /// @param recipients what became of it for each mailbox; empty where there are none
    public record Attempt(
            Instant at,
            boolean ok,
            @Nullable Integer status,
            long latencyMillis,
            String detail,
            List<Recipient> recipients) {
        public Attempt {
            recipients = List.copyOf(recipients);
        }

        public Attempt(
                Instant at,
                boolean ok,
                @Nullable Integer status,
                long latencyMillis,
                String detail) {
            this(at, ok, status, latencyMillis, detail, List.of());
        }
    }

    /// What became of a mail for one mailbox.
    ///
    /// @param status SMTP reply, where there was one for this mailbox
    public record Recipient(String address, Fate fate, @Nullable Integer status, String detail) {}

    public enum Fate {
        TAKEN,
        /// Not taken, and to be tried again.
        DEFERRED,
        /// Not taken, and trying again cannot help.
        REFUSED,
        /// It may have been taken.
        UNKNOWN;

        /// Whether this mailbox is not tried again.
        public boolean settled() {
            return this == TAKEN || this == REFUSED;
        }
    }

    /// How a service fell, as far as restarts of it and of its like depend on it.
    ///
    /// @param fingerprint its hash, or null
    /// @param opened when its incident opened
    /// @param parent the incident that explained it, or null
    /// @param explained something that it needs was down
    public record Fall(
            Cause cause,
            @Nullable String fingerprint,
            Instant opened,
            @Nullable IncidentId parent,
            boolean explained) {}
}
