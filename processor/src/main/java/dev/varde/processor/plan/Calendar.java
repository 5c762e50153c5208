package dev.varde.processor.plan;

import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Maintenance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The maintenance that comes again by the configuration.
public record Calendar(List<Maintenance> maintenance) {
    public static final Calendar NONE = new Calendar(List.of());

    public Calendar {
        maintenance = List.copyOf(maintenance);
    }

    /// The plans of the calendar that are about a service, or without one about a host itself, at
    /// that time.
    public Stream<Plan> over(@Nullable ServiceName service, HostName host, Instant time) {
        return maintenance.stream()
                .filter(m ->
                        m.services().isEmpty()
                                || (service != null && m.services().contains(service)))
                .filter(m -> m.hosts().isEmpty() || m.hosts().contains(host))
                .flatMap(m -> begun(m, time).stream().map(from -> plan(m, service, host, from)))
                .filter(p -> p.covers(time));
    }

    /// When it began last; it lasts a day at most.
    private static Optional<Instant> begun(Maintenance m, Instant time) {
        LocalDate today = time.atZone(m.zone()).toLocalDate();
        return Stream.of(today, today.minusDays(1))
                .filter(day -> m.days().contains(day.getDayOfWeek()))
                .map(day -> day.atTime(m.at()).atZone(m.zone()).toInstant())
                .filter(from -> !from.isAfter(time))
                .findFirst();
    }

    private static Plan plan(
            Maintenance m, @Nullable ServiceName service, HostName host, Instant from) {
        return new Plan(
                Plan.Kind.MAINTENANCE,
                service,
                host,
                from,
                from.plus(m.lasts()),
                "the configuration",
                null);
    }
}
