package dev.varde.collector.ship;

/// When an event has to go on its way.
enum Pace {
    NOW,
    /// Within five seconds, with whatever else there is by then.
    WITH_OTHERS
}
