package dev.varde.standalone.explain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as logs write them. One without an offset is taken as this machine's own time, one without
/// a year as the last such day.
final class Times {
    private static final Pattern ISO =
            Pattern.compile(
                    "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,9}))? ?(Z|[+-]\\d\\d:?\\d\\d)?");
    private static final List<DateTimeFormatter> OTHERS =
            List.of(
                    DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT),
                    DateTimeFormatter.ofPattern("yyyy MMM d HH:mm:ss", Locale.ROOT));

    private Times() {}

    static @Nullable Instant of(String text) {
        Instant iso = in(text);
        if (iso != null) {
            return iso;
        }
        String one = text.replaceAll(" +", " ");
        for (DateTimeFormatter format : OTHERS) {
            String full = format == OTHERS.getLast() ? Year.now(zone()) + " " + one : one;
            try {
                return LocalDateTime.parse(full, format).atZone(zone()).toInstant();
            } catch (DateTimeException _) {
                // another format
            }
        }
        return null;
    }

    /// The first time in a line that begins within its first letters.
    static @Nullable Instant in(String line) {
        Matcher m = ISO.matcher(line);
        m.region(0, Math.min(line.length(), 80));
        if (!m.find() || m.start() > 40) {
            return null;
        }
        String fraction = m.group(3) == null ? "" : "." + m.group(3);
        String local = m.group(1) + "T" + m.group(2) + fraction;
        String offset = m.group(4);
        try {
            return offset == null
                    ? LocalDateTime.parse(local).atZone(zone()).toInstant()
                    : OffsetDateTime.parse(local + colon(offset)).toInstant();
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static String colon(String offset) {
        return offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset;
    }

    private static ZoneId zone() {
        try {
            return ZoneId.systemDefault();
        } catch (DateTimeException _) {
            return ZoneOffset.UTC;
        }
    }
}
