package dev.varde.console.view;

import dev.varde.events.Severity;
import java.util.ArrayList;
import java.util.List;

/// How everything is, in one line.
///
/// @param standing the worst of all
public record Headline(Standing standing, String text) {
    static Headline of(List<IncidentRow> open, List<ServiceView> services, List<HostView> hosts) {
        long critical = open.stream().filter(i -> i.severity() == Severity.CRITICAL).count();
        long warnings = open.size() - critical;
        if (!open.isEmpty()) {
            List<String> parts = new ArrayList<>();
            if (critical > 0) {
                parts.add(Amounts.count(critical, "incident") + " open");
            }
            if (warnings > 0) {
                parts.add(Amounts.count(warnings, "warning"));
            }
            return new Headline(
                    critical > 0 ? Standing.DOWN : Standing.SHAKY, String.join(", ", parts));
        }
        return ofServices(services, hosts);
    }

    private static Headline ofServices(List<ServiceView> services, List<HostView> hosts) {
        if (services.isEmpty()) {
            return hosts.isEmpty()
                    ? new Headline(Standing.UNKNOWN, "No host has reported yet")
                    : new Headline(Standing.UNKNOWN, "No service is watched yet");
        }
        long well = services.stream().filter(s -> s.standing() == Standing.WELL).count();
        if (services.size() == 1) {
            Standing only = services.getFirst().standing();
            return new Headline(only, "The one service is " + Wording.of(only));
        }
        if (well == services.size()) {
            return new Headline(Standing.WELL, "All %d services are well".formatted(well));
        }
        Standing worst =
                services.stream()
                        .map(ServiceView::standing)
                        .max(Headline::compare)
                        .orElse(Standing.UNKNOWN);
        return new Headline(worst, "%d of %d services are well".formatted(well, services.size()));
    }

    private static int compare(Standing a, Standing b) {
        return Integer.compare(badness(a), badness(b));
    }

    private static int badness(Standing standing) {
        return switch (standing) {
            case WELL -> 0;
            case UNKNOWN -> 1;
            case SHAKY -> 2;
            case SILENT -> 3;
            case DOWN -> 4;
        };
    }
}
