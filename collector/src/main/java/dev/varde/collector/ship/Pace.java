package dev.varde.collector.ship;

/// When an event has to go on its way.
enum Pace {
    NOW,
    /// Within a second, with whatever else there is by then.
    WITH_OTHERS
}
