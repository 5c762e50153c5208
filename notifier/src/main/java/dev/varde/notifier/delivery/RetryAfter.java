package dev.varde.notifier.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// Reads the `Retry-After` header (RFC 9110, section 10.2.3): seconds or an HTTP date, at most a
/// day.
public final class RetryAfter {
    private static final int MOST_DIGITS = 9;
    private static final Duration MOST = Duration.ofDays(1);

    private RetryAfter() {}

    /// How long to wait from now; zero for a date that has passed, empty when it is neither.
    public static Optional<Duration> read(String header, Instant now) {
        String text = header.strip();
        if (text.matches("[0-9]+")) {
            String digits = text.length() > MOST_DIGITS ? "9".repeat(MOST_DIGITS) : text;
            return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(digits))));
        }
        try {
            Instant until =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration wait = Duration.between(now, until);
            return Optional.of(bounded(wait));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }
}
