package dev.varde.events;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A time in which what matches is told to nobody; it is held back, noted and summed up at the end.
///
/// @param match property or label to the values it may have, as in a route: all must hold
/// @param not property or label to values of which it has none
/// @param until when it ends for good, up to 366 days after `from`
/// @param weekly null when it holds all the time between; else only in these windows
/// @param by who made it
public record Silence(
        SilenceId id,
        Map<String, List<String>> match,
        Map<String, List<String>> not,
        Instant from,
        Instant until,
        @Nullable Weekly weekly,
        String by,
        @Nullable String comment) {
    public static final Duration LONGEST = Duration.ofDays(366);

    private static final int MOST_MATCHERS = 20;
    private static final int MOST_VALUES = 200;
    private static final int LONGEST_TEXT = 500;

    public Silence {
        if (!until.isAfter(from) || until.isAfter(from.plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "a silence ends after it began, within " + LONGEST.toDays() + " days");
        }
        match = ListsByName.copy(match);
        not = ListsByName.copy(not);
        bound(match);
        bound(not);
        if (by.length() > LONGEST_TEXT || (comment != null && comment.length() > LONGEST_TEXT)) {
            throw new IllegalArgumentException(
                    "who and why take up to " + LONGEST_TEXT + " characters each");
        }
    }

    private static void bound(Map<String, List<String>> matchers) {
        long values = matchers.values().stream().mapToLong(List::size).sum();
        if (matchers.size() > MOST_MATCHERS || values > MOST_VALUES) {
            throw new IllegalArgumentException(
                    "a silence has up to "
                            + MOST_MATCHERS
                            + " matchers and "
                            + MOST_VALUES
                            + " values");
        }
        if (matchers.values().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a matcher without a value matches nothing");
        }
    }

    /// Whether it holds at this time, unless somebody ended it.
    public boolean covers(Instant time) {
        return !time.isBefore(from)
                && time.isBefore(until)
                && (weekly == null || weekly.covers(time));
    }

    /// When it stops holding, when it holds at this time: at its end, or at that of its window.
    public Instant end(Instant time) {
        if (weekly == null) {
            return until;
        }
        Instant window = Weekly.end(List.of(weekly), time).orElse(time);
        return window.isBefore(until) ? window : until;
    }
}
