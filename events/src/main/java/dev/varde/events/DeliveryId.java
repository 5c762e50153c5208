package dev.varde.events;

/// The identity of one message to one receiver about one revision; the same on every attempt.
///
/// @param value 1 to 200 characters
public record DeliveryId(String value) {
    public DeliveryId {
        Names.require("DeliveryId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
