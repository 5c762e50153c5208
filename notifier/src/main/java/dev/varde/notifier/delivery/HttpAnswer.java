package dev.varde.notifier.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an HTTP status says about a message.
///
/// | status | then |
/// | --- | --- |
/// | 2xx | it has arrived |
/// | 408, 421, 425, 429, 5xx | try again: it is a matter of time, of the connection, or of the other side's health |
/// | 410 | never, and nothing else either: the ledger disables the receiver |
/// | 3xx | never: a redirect could lead anywhere |
/// | all others | never: it will not take this message |
public final class HttpAnswer {
    /// The receiver wants nothing more.
    public static final int GONE = 410;

    private HttpAnswer() {}

    /// @param retryAfter what the answer asks for, or null
    public static Outcome outcome(int status, @Nullable Duration retryAfter) {
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(status, "answered " + status);
        }
        if (mayPass(status)) {
            return new Outcome.Temporary(status, "answered " + status, retryAfter);
        }
        return new Outcome.Permanent(status, "answered " + status + "; " + never(status));
    }

    private static boolean mayPass(int status) {
        return status == 408
                || status == 421
                || status == 425
                || status == 429
                || (status >= 500 && status < 600);
    }

    private static String never(int status) {
        if (status == GONE) {
            return "the receiver wants no more of this";
        }
        return status >= 300 && status < 400
                ? "redirects are not followed"
                : "it will not take this message";
    }
}
