package dev.varde.notifier.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an HTTP status says about a message: 2xx it has arrived; 408, 425, 429 and 5xx try again;
/// everything else never. A redirect is not followed, since it could lead anywhere.
public final class HttpAnswer {
    private HttpAnswer() {}

    /// @param retryAfter what the answer asks for, or null
    public static Outcome outcome(int status, @Nullable Duration retryAfter) {
        if (status >= 200 && status < 300) {
            return new Outcome.Delivered(status, "answered " + status);
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Outcome.Temporary(status, "answered " + status, retryAfter);
        }
        if (status >= 300 && status < 400) {
            return new Outcome.Permanent(
                    status, "answered " + status + "; redirects are not followed");
        }
        return new Outcome.Permanent(
                status,
                status == 410
                        ? "answered 410: the receiver wants no more of this"
                        : "answered " + status + "; it will not take this message");
    }
}
