package dev.varde.notifier.delivery;

/// The named places on the way of a message, between which a test kills the notifier.
///
/// ```
/// poll ─▶ AFTER_POLL ─▶ decide ─▶ BEFORE_INTENT ─▶ commit ─▶ AFTER_INTENT
///      ─▶ BEFORE_SEND ─▶ send ─▶ AFTER_SEND ─▶ BEFORE_OUTCOME ─▶ commit ─▶ AFTER_OUTCOME
/// ```
public enum Step {
    /// Records were read and nothing is decided.
    AFTER_POLL,
    /// Decided, and nothing is written.
    BEFORE_INTENT,
    /// Intents and offsets are committed, and nothing is sent.
    AFTER_INTENT,
    /// An attempt begins.
    BEFORE_SEND,
    /// An attempt ended, and nothing says so.
    AFTER_SEND,
    /// Outcomes are about to be written.
    BEFORE_OUTCOME,
    /// Outcomes are committed.
    AFTER_OUTCOME,
    /// Several messages are about to be written as one.
    BEFORE_DIGEST,
    /// They are written as one, which is not sent.
    AFTER_DIGEST,
    /// What time made due is about to be written: repeats, escalations, ends of silences.
    BEFORE_FOLLOWUP,
    /// It is written, and not sent.
    AFTER_FOLLOWUP,
    /// What is decided about restarts is about to be written: claims, orders, plans, refusals.
    BEFORE_RESTART,
    /// It is written.
    AFTER_RESTART
}
