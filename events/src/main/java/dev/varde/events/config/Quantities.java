package dev.varde.events.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers with units, as people write them.
public final class Quantities {
    private static final Pattern NUMBER_AND_UNIT =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?) ?([A-Za-z]*)");
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    private static final Map<String, Long> BYTES =
            Map.ofEntries(
                    Map.entry("", 1L),
                    Map.entry("B", 1L),
                    Map.entry("kB", 1_000L),
                    Map.entry("KB", 1_000L),
                    Map.entry("MB", 1_000_000L),
                    Map.entry("GB", 1_000_000_000L),
                    Map.entry("TB", 1_000_000_000_000L),
                    Map.entry("KiB", 1L << 10),
                    Map.entry("MiB", 1L << 20),
                    Map.entry("GiB", 1L << 30),
                    Map.entry("TiB", 1L << 40));

    private Quantities() {}

    /// `250ms`, `2s`, `10m`, `4h`, `1d` or ISO 8601 (`PT2S`); 0 to 366 days.
    public static Optional<Duration> duration(String text) {
        Optional<Duration> value =
                text.startsWith("P")
                        ? iso(text)
                        : scaled(text, MILLIS).map(v -> Duration.ofMillis(v.longValue()));
        return value.filter(d -> !d.isNegative() && d.compareTo(LONGEST) <= 0);
    }

    /// Bytes: `500MiB`, `2GB`, `1048576`.
    static Optional<Long> size(String text) {
        return scaled(text, BYTES).map(BigDecimal::longValue);
    }

    /// `90%` or `0.9`: over 0, up to 1.
    static Optional<Double> share(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1).strip() : text;
        if (!number.matches("\\d{1,3}(\\.\\d{1,6})?")) {
            return Optional.empty();
        }
        BigDecimal value = new BigDecimal(number);
        return Optional.of(percent ? value.divide(HUNDRED) : value)
                .filter(v -> v.signum() > 0 && v.compareTo(BigDecimal.ONE) <= 0)
                .map(BigDecimal::doubleValue);
    }

    static Optional<Integer> whole(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static Optional<BigDecimal> scaled(String text, Map<String, Long> units) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(units.get(matcher.group(2)))
                .map(unit -> new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)))
                .filter(value -> value.compareTo(LARGEST) <= 0);
    }

    private static Optional<Duration> iso(String text) {
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException | ArithmeticException _) {
            return Optional.empty();
        }
    }
}
