package dev.varde.notifier.restart;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was ordered before.
///
/// @param ofInstance when restarts of this instance were ordered, oldest first, since people last
///   said resume
/// @param ofIncident the orders of this incident, oldest first
/// @param declined when a restart was declined for this incident, or null
/// @param resumed when people last said resume for the instance, or null
public record Past(
        List<Instant> ofInstance,
        List<Ordered> ofIncident,
        @Nullable Instant declined,
        @Nullable Instant resumed) {
    public static final Past NONE = new Past(List.of(), List.of(), null, null);

    public Past {
        ofInstance = List.copyOf(ofInstance);
        ofIncident = List.copyOf(ofIncident);
    }

    /// One order.
    public record Ordered(OrderId order, Instant at) {}

    /// Declined, and since then nobody has said resume and it has not died anew: what does not help
    /// against one cause may help against the next.
    boolean standsDeclined(Incident incident) {
        return declined != null
                && !resumedAfter(declined)
                && !(incident.state() == IncidentState.OPEN && diedAfter(incident, declined));
    }

    private static boolean diedAfter(Incident incident, Instant time) {
        Instant died = incident.times().died();
        return died != null && died.isAfter(time);
    }

    /// Whether people said resume after a restart was declined.
    boolean resumedAfterDecline() {
        return declined != null && resumedAfter(declined);
    }

    private boolean resumedAfter(Instant time) {
        return resumed != null && resumed.isAfter(time);
    }
}
