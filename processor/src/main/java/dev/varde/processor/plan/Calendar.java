package dev.varde.processor.plan;

import dev.varde.events.HostName;
import dev.varde.events.ServiceName;
import dev.varde.events.Weekly;
import dev.varde.events.config.Configuration.Maintenance;
import java.time.Instant;
import java.util.List;
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
                .flatMap(m -> m.when().last(time).stream())
                .map(span -> plan(span, service, host))
                .filter(p -> p.covers(time));
    }

    private static Plan plan(Weekly.Span span, @Nullable ServiceName service, HostName host) {
        return new Plan(
                Plan.Kind.MAINTENANCE,
                service,
                host,
                span.from(),
                span.until(),
                "the configuration",
                null);
    }
}
