package dev.varde.console.api;

import dev.varde.events.DeliveryId;
import dev.varde.events.IncidentId;
import dev.varde.events.InstanceId;
import dev.varde.events.SilenceId;
import java.util.Optional;

/// Reads identities out of paths; what is no identity is simply not found.
final class Ids {
    private Ids() {}

    static Optional<IncidentId> incident(String text) {
        try {
            return Optional.of(new IncidentId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<DeliveryId> delivery(String text) {
        try {
            return Optional.of(new DeliveryId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<InstanceId> instance(String text) {
        try {
            return Optional.of(InstanceId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<SilenceId> silence(String text) {
        try {
            return Optional.of(new SilenceId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
