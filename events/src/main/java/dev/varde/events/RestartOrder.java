package dev.varde.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request that the collector of one host restart one service by the action in its own
/// configuration. The value on `varde.commands`, keyed by host. It names no command; an order that
/// has expired or was seen before is refused.
///
/// @param number which restart of the incident this is, from 1
/// @param requestedBy `varde` or who asked
public record RestartOrder(
        OrderId id,
        HostName host,
        ServiceName service,
        @Nullable IncidentId incident,
        int number,
        Instant issued,
        Instant expires,
        String requestedBy) {
    public RestartOrder {
        if (!expires.isAfter(issued)) {
            throw new IllegalArgumentException("an order expires after it is issued");
        }
    }

    public InstanceId instance() {
        return new InstanceId(service, host);
    }
}
