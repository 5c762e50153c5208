package dev.varde.notifier.restart;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What to do about restarting, now.
public sealed interface RestartDecision {
    /// @param number which restart of the incident this is, from 1
    /// @param dump what its threads do is to be written down before
    record OrderRestart(int number, String reason, boolean dump) implements RestartDecision {}

    /// Look again at `until`, or at the next occasion where it is null.
    ///
    /// @param restart whether a restart is planned for then, or only an answer is waited for
    record Wait(@Nullable Instant until, int number, boolean restart, String reason)
            implements RestartDecision {}

    /// No restart will come; people must act.
    record Decline(String reason) implements RestartDecision {}

    record Nothing(String reason) implements RestartDecision {}
}
