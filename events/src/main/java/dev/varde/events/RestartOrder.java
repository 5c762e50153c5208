package dev.varde.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A request that the collector of one host restart one service by the action in its own
/// configuration. The value on `varde.commands`, keyed by host. It names no command; an order that
/// is not signed by a key the host trusts, has expired or was seen before is refused.
///
/// @param number which restart of the incident this is, from 1
/// @param expires until when the collector may begin; at most [#LONGEST] after `issued`
/// @param requestedBy `varde` or who asked
/// @param action what to do, or null for [Action#RESTART]
/// @param key the id of the key that signed it, or null for none
/// @param signature Ed25519 over all other fields, in base64url without padding; see docs/orders.md
public record RestartOrder(
        OrderId id,
        HostName host,
        ServiceName service,
        @Nullable IncidentId incident,
        int number,
        Instant issued,
        Instant expires,
        String requestedBy,
        @Nullable Action action,
        @Nullable String key,
        @Nullable String signature) {
    /// How long an order may live.
    public static final Duration LONGEST = Duration.ofSeconds(60);

    /// What a collector does with a service.
    public enum Action {
        RESTART,
        /// Takes a thread dump and leaves the service as it is.
        DUMP,
        /// Takes a thread dump first: what hangs is not there any more afterwards.
        DUMP_AND_RESTART;

        /// As on the wire.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public boolean dumps() {
            return this != RESTART;
        }

        public boolean restarts() {
            return this != DUMP;
        }
    }

    public RestartOrder {
        if (!expires.isAfter(issued)) {
            throw new IllegalArgumentException("an order expires after it is issued");
        }
    }

    /// A plain restart, not signed yet.
    public RestartOrder(
            OrderId id,
            HostName host,
            ServiceName service,
            @Nullable IncidentId incident,
            int number,
            Instant issued,
            Instant expires,
            String requestedBy) {
        this(id, host, service, incident, number, issued, expires, requestedBy, null, null, null);
    }

    public InstanceId instance() {
        return new InstanceId(service, host);
    }

    public Action toDo() {
        return action == null ? Action.RESTART : action;
    }

    public RestartOrder with(Action next) {
        return new RestartOrder(
                id,
                host,
                service,
                incident,
                number,
                issued,
                expires,
                requestedBy,
                next,
                key,
                signature);
    }

    /// The same by this key; see `dev.varde.events.sign.SigningKey`.
    public RestartOrder signed(String by, @Nullable String with) {
        return new RestartOrder(
                id,
                host,
                service,
                incident,
                number,
                issued,
                expires,
                requestedBy,
                action,
                by,
                with);
    }
}
