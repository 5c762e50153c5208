package dev.varde.collector.ask;

import dev.varde.events.HealthFact.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What came back when a check was asked.
public sealed interface Answer {
    int LONGEST_DETAIL = 500;

    /// @param certificateUntil when the certificate runs out that was shown, or null
    record Good(@Nullable Instant certificateUntil) implements Answer {}

    /// @param status the HTTP status, exit status or error code, where there was one
    record Bad(Failure failure, @Nullable Integer status, String detail) implements Answer {
        public Bad {
            detail = plain(detail);
        }
    }

    static Answer good() {
        return new Good(null);
    }

    static Answer bad(Failure failure, String detail) {
        return new Bad(failure, null, detail);
    }

    /// One line without control characters, cut.
    private static String plain(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < text.length() && line.length() < LONGEST_DETAIL; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return line.toString().strip();
    }
}
