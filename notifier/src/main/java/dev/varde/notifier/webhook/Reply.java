package dev.varde.notifier.webhook;

import org.jspecify.annotations.Nullable;

/// What came of a request. Reasons are in words of ours: those of network exceptions may hold the
/// address.
sealed interface Reply {
    /// @param text the beginning of the answer's body, hostile; only compared with known words
    record Answered(int status, @Nullable String retryAfter, String text) implements Reply {}

    /// Nothing was sent there, and never is.
    record Forbidden(String reason) implements Reply {}

    /// No connection; another address of the same host may have one.
    record Unconnected(String reason) implements Reply {}

    /// No answer, or none that could be read.
    record Unanswered(String reason) implements Reply {}
}
