package dev.varde.notifier.restart;

import java.time.Instant;

/// What to do about restarting, now.
public sealed interface RestartDecision {
    /// @param number which restart of the incident this is, from 1
    record OrderRestart(int number, String reason) implements RestartDecision {}

    /// Look again at `until`.
    ///
    /// @param restart whether a restart is planned for then, or only an answer is waited for
    record Wait(Instant until, int number, boolean restart, String reason)
            implements RestartDecision {}

    /// No restart will come; people must act.
    record Decline(String reason) implements RestartDecision {}

    record Nothing(String reason) implements RestartDecision {}
}
