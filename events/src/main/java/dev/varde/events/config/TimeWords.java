package dev.varde.events.config;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Times as people write them, in the file and to commands.
public final class TimeWords {
    private static final Map<String, DayOfWeek> NAMES =
            Stream.of(DayOfWeek.values())
                    .collect(
                            Collectors.toMap(
                                    d -> d.name().substring(0, 3).toLowerCase(Locale.ROOT),
                                    d -> d));

    private TimeWords() {}

    /// `250ms`, `2s`, `10m`, `4h`, `1d` or ISO 8601; 0 to 366 days.
    public static Optional<Duration> duration(String text) {
        return Quantities.duration(text);
    }

    /// `mon` to `sun`.
    public static Optional<DayOfWeek> day(String text) {
        return Optional.ofNullable(NAMES.get(text));
    }

    /// `02:30` or `02:30:15`.
    public static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    /// A name such as `Europe/Oslo`, or `UTC`.
    public static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
