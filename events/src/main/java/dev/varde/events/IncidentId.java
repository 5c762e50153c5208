package dev.varde.events;

/// The identity of an incident; sorts by the time it opened (UUID version 7 layout, RFC 9562).
///
/// @param value 1 to 200 characters
public record IncidentId(String value) {
    public IncidentId {
        Names.require("IncidentId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
