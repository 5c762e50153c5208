package dev.varde.collector.probe;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Time spans as systemd prints them (systemd.time(7)), such as `1min 30s` or `1.5s`.
final class TimeSpan {
    private static final Pattern PART = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,6}))?([a-z]+)");
    private static final Map<String, Long> MICROS =
            Map.of(
                    "us", 1L,
                    "ms", 1_000L,
                    "s", 1_000_000L,
                    "min", 60_000_000L,
                    "h", 3_600_000_000L,
                    "d", 86_400_000_000L,
                    "w", 604_800_000_000L,
                    "month", 2_629_800_000_000L,
                    "y", 31_557_600_000_000L);

    private TimeSpan() {}

    /// 0 for `0`, `infinity` and what is no time span.
    static long micros(String text) {
        double total = 0;
        for (String part : text.split(" ", -1)) {
            Matcher matcher = PART.matcher(part);
            Long unit = matcher.matches() ? MICROS.get(matcher.group(3)) : null;
            if (unit == null) {
                return 0;
            }
            String fraction = matcher.group(2) == null ? "0" : matcher.group(2);
            total += Double.parseDouble(matcher.group(1) + "." + fraction) * unit;
        }
        return Math.round(total);
    }
}
