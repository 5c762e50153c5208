package dev.varde.events.config;

import dev.varde.events.Weekly;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a window of the week: `days`, `at`, `for` and `zone` of a section.
final class WeeklyReader {
    private static final Kind<DayOfWeek> DAY =
            Kind.of(
                    "day of the week",
                    "Write mon, tue, wed, thu, fri, sat or sun.",
                    TimeWords::day);

    private static final Kind<LocalTime> TIME =
            Kind.of("time of day", "Write it such as \"02:30\".", TimeWords::time);

    private static final Kind<ZoneId> ZONE =
            Kind.of("time zone", "Write its name, such as Europe/Oslo or UTC.", TimeWords::zone);

    private static final Kind<Duration> UP_TO_A_DAY =
            Kinds.SOME_TIME.only(
                    "Write up to a day, such as 2h.", d -> d.compareTo(Weekly.LONGEST) <= 0);

    private WeeklyReader() {}

    static Weekly window(Section s) {
        return new Weekly(
                s.find("days")
                        .map(p -> Places.notEmpty(p, DAY, DAY.remedy()))
                        .filter(days -> !days.isEmpty())
                        .<Set<DayOfWeek>>map(Set::copyOf)
                        .orElse(EnumSet.allOf(DayOfWeek.class)),
                s.required("at", TIME, LocalTime.MIDNIGHT),
                s.required("for", UP_TO_A_DAY, Duration.ofHours(1)),
                s.get("zone", ZONE).orElse(ZoneOffset.UTC));
    }

    /// With keys of one's own before those of the window.
    static String[] keys(String... own) {
        return Stream.concat(Arrays.stream(own), Stream.of("days", "at", "for", "zone"))
                .toArray(String[]::new);
    }
}
