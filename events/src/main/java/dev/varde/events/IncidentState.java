package dev.varde.events;

/// Where an incident stands in its life.
public enum IncidentState {
    OPEN,
    RESTARTING,
    RECOVERING,
    RESOLVED,
    GAVE_UP
}
