package dev.varde.collector.order;

/// The points on an order's way through the collector at which a test may end it.
public enum Step {
    /// Read from the topic; nothing is written down.
    READ,
    /// Written down; nothing has run.
    NOTED,
    /// Told that it begins; nothing has run.
    STARTED,
    /// The threads were looked at; nothing was restarted.
    DUMPED,
    /// The action has run; only this process knows it.
    CARRIED_OUT,
    /// What became of it is written down and not told.
    OUTCOME_NOTED,
    /// Told, and not written down that it is.
    TOLD
}
