package dev.varde.events.config;

import dev.varde.events.config.Configuration.Maintenance;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads `maintenance`.
final class MaintenanceReader {
    private static final Map<String, DayOfWeek> NAMES =
            Stream.of(DayOfWeek.values())
                    .collect(
                            Collectors.toMap(
                                    d -> d.name().substring(0, 3).toLowerCase(Locale.ROOT),
                                    d -> d));

    private static final Kind<DayOfWeek> DAY =
            Kind.of(
                    "day of the week",
                    "Write mon, tue, wed, thu, fri, sat or sun.",
                    text -> Optional.ofNullable(NAMES.get(text)));

    private static final Kind<LocalTime> TIME =
            Kind.of("time of day", "Write it such as \"02:30\".", MaintenanceReader::time);

    private static final Kind<ZoneId> ZONE =
            Kind.of(
                    "time zone",
                    "Write its name, such as Europe/Oslo or UTC.",
                    MaintenanceReader::zone);

    private static final Kind<Duration> UP_TO_A_DAY =
            Kinds.SOME_TIME.only(
                    "Write up to a day, such as 2h.", d -> d.compareTo(Duration.ofDays(1)) <= 0);

    private MaintenanceReader() {}

    static List<Maintenance> all(Section file) {
        return file.find("maintenance").stream()
                .flatMap(list -> list.items().stream())
                .flatMap(item ->
                        item.section("service", "host", "days", "at", "for", "zone").stream())
                .map(MaintenanceReader::one)
                .toList();
    }

    private static Maintenance one(Section s) {
        return new Maintenance(
                s.find("service").map(p -> p.all(Kinds.SERVICE_NAME)).orElse(List.of()),
                s.find("host").map(p -> p.all(Kinds.HOST_NAME)).orElse(List.of()),
                s.find("days")
                        .map(p -> Set.copyOf(Places.notEmpty(p, DAY, DAY.remedy())))
                        .orElse(EnumSet.allOf(DayOfWeek.class)),
                s.required("at", TIME, LocalTime.MIDNIGHT),
                s.required("for", UP_TO_A_DAY, Duration.ofHours(1)),
                s.get("zone", ZONE).orElse(ZoneOffset.UTC));
    }

    private static Optional<LocalTime> time(String text) {
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
