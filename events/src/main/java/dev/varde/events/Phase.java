package dev.varde.events;

/// What a service was doing when it died.
public enum Phase {
    STARTING,
    RUNNING,
    STOPPING
}
