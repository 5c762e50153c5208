package dev.varde.processor.incident;

import dev.varde.events.Incident.Recurrence;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How often something was seen, in words for the end of a summary.
final class Seen {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_YEAR =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Seen() {}

    /// Such as ` (seen 14 times since 3 March)`; empty when all of them are this incident's own.
    static String words(@Nullable Recurrence seen, int occurrences) {
        if (seen == null || seen.count() <= occurrences) {
            return "";
        }
        String after = seen.firstAfter() == null ? "" : ", first after " + seen.firstAfter();
        return " (seen "
                + seen.count()
                + " times since "
                + day(seen.first(), seen.last())
                + after
                + ")";
    }

    /// In UTC, with the year where it is not this year.
    private static String day(Instant first, Instant now) {
        ZonedDateTime day = first.atZone(ZoneOffset.UTC);
        boolean thisYear = day.getYear() == now.atZone(ZoneOffset.UTC).getYear();
        return (thisYear ? DAY : DAY_AND_YEAR).format(day);
    }
}
