package dev.varde.events;

/// The identity of a restart order; a collector carries each out at most once.
///
/// @param value 1 to 200 characters
public record OrderId(String value) {
    public OrderId {
        Names.require("OrderId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
