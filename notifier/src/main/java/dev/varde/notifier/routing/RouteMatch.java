package dev.varde.notifier.routing;

import dev.varde.events.Incident;
import dev.varde.events.config.Configuration.Route;
import dev.varde.notifier.text.Wording;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether a route's matchers hold for an incident: each names a label or one of `cause`,
/// `severity`, `service`, `host` and `state`, and lists the values it may have. A label that the
/// incident lacks never matches.
final class RouteMatch {
    private RouteMatch() {}

    static boolean matches(Route route, Incident incident) {
        for (Map.Entry<String, List<String>> matcher : route.matchers().entrySet()) {
            String value = value(matcher.getKey(), incident);
            if (value == null || !matcher.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String value(String name, Incident incident) {
        return switch (name) {
            case "cause" -> incident.cause().id();
            case "severity" -> Wording.word(incident.severity());
            case "service" -> incident.service() == null ? null : incident.service().value();
            case "host" -> incident.host().value();
            case "state" -> Wording.word(incident.state());
            default -> incident.labels().get(name);
        };
    }
}
