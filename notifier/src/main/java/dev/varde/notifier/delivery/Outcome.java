package dev.varde.notifier.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of one attempt; says whether to try again. Texts name no URL and quote no answer.
public sealed interface Outcome {
    /// @param status HTTP or SMTP status, where there was one
    record Delivered(@Nullable Integer status, String detail) implements Outcome {}

    /// Trying again may help.
    ///
    /// @param retryAfter how long the receiver asks us to wait, or null
    record Temporary(@Nullable Integer status, String reason, @Nullable Duration retryAfter)
            implements Outcome {}

    /// Trying again cannot help.
    record Permanent(@Nullable Integer status, String reason) implements Outcome {}

    /// It may have arrived: the connection broke after everything was handed over. Tried again with
    /// the same id.
    record Unknown(String reason) implements Outcome {}
}
