package dev.varde.console.view;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything the first page shows.
///
/// @param canary null before one came
/// @param past the newest of them
/// @param pastCount how many there are
public record Overview(
        Instant at,
        Headline headline,
        Reach kafka,
        @Nullable CanaryView canary,
        List<HostView> hosts,
        List<ServiceView> services,
        List<IncidentRow> open,
        List<IncidentRow> past,
        int pastCount) {
    static final int MOST_PAST = 50;

    public Overview {
        hosts = List.copyOf(hosts);
        services = List.copyOf(services);
        open = List.copyOf(open);
        past = List.copyOf(past);
    }
}
