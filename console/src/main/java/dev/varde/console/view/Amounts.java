package dev.varde.console.view;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Sizes and times in words, short enough for a table.
public final class Amounts {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Amounts() {}

    /// Bytes in binary units with three digits at most: `512 B`, `1.9 GiB`, `230 MiB`.
    public static String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 1023.5 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /// The two largest parts: `5 ms`, `2.4 s`, `3 min 20 s`, `2 d 4 h`.
    public static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        long seconds = millis / 1_000;
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
        }
        return seconds < 3_600 ? minutes(seconds) : hours(seconds);
    }

    private static String minutes(long seconds) {
        return seconds < 60 ? seconds + " s" : pair(seconds / 60, "min", seconds % 60, "s");
    }

    private static String hours(long seconds) {
        long hours = seconds / 3_600;
        return hours < 24
                ? pair(hours, "h", seconds % 3_600 / 60, "min")
                : pair(hours / 24, "d", hours % 24, "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /// A share from 0 to 1 as `83 %`.
    public static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    /// The time in UTC, for readers without a script that shows their own zone.
    public static String stamp(Instant time) {
        return UTC.format(time);
    }

    /// `1 incident`, `3 incidents`.
    public static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    public static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
