package dev.varde.events;

/// The identity of an event, derived from where it was read, so that sending it twice is harmless.
///
/// @param value 1 to 200 characters
public record EventId(String value) {
    public EventId {
        Names.require("EventId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
