package dev.varde.notifier.restart;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What was ordered before.
///
/// @param ofInstance the orders of this instance, oldest first
/// @param ofIncident the orders of this incident, oldest first
/// @param openings when its incidents opened, as far as a restart of them was thought of
/// @param well when it was back in health after an incident that had orders
/// @param declined when a restart was declined for this incident, or null
/// @param resumed when people last said resume for the instance, or null
/// @param approved when people last approved what the brake had stopped, or null
/// @param planned the restart that is announced for later, or null
public record Past(
        List<Ordered> ofInstance,
        List<Ordered> ofIncident,
        List<Instant> openings,
        List<Instant> well,
        @Nullable Instant declined,
        @Nullable Instant resumed,
        @Nullable Instant approved,
        @Nullable Planned planned) {
    public static final Past NONE =
            new Past(List.of(), List.of(), List.of(), List.of(), null, null, null, null);

    /// A kill is told before the kernel says what for.
    private static final Set<Cause> KILLS =
            Set.of(Cause.OOM_KILL, Cause.OOM_GUARD, Cause.MEMORY_LIMIT);

    public Past {
        ofInstance = List.copyOf(ofInstance);
        ofIncident = List.copyOf(ofIncident);
        openings = List.copyOf(openings);
        well = List.copyOf(well);
    }

    /// @param since when it was announced for this reason
    public record Planned(Instant since, String reason) {}

    /// One order.
    ///
    /// @param opened when its incident opened
    /// @param cause as it was known then
    /// @param fingerprint of the fall, or null
    public record Ordered(
            OrderId order, Instant at, Instant opened, Cause cause, @Nullable String fingerprint) {}

    /// The orders that are on the budget: since people said resume, and since it was last well for
    /// long enough.
    ///
    /// @param opened when the present incident opened
    List<Ordered> counted(Instant opened, Duration reset) {
        Instant since = since(opened, reset);
        return ofInstance.stream().filter(o -> o.at().isAfter(since)).toList();
    }

    private Instant since(Instant opened, Duration reset) {
        Instant since = resumed == null ? Instant.MIN : resumed;
        for (Instant healthy : well) {
            if (healthy.isAfter(since) && lasted(healthy, opened, reset)) {
                since = healthy;
            }
        }
        return since;
    }

    /// Whether health from then on lasted for so long before something opened.
    private boolean lasted(Instant healthy, Instant opened, Duration reset) {
        return Stream.concat(openings.stream(), Stream.of(opened))
                .filter(o -> !o.isBefore(healthy))
                .allMatch(o -> !o.isBefore(healthy.plus(reset)));
    }

    /// How many were ordered since then because of this cause. What was only known to be killed
    /// when it was restarted counts as what it turned out to be.
    long because(Cause cause, Instant since) {
        return ofInstance.stream()
                .filter(o -> o.at().isAfter(since) && (resumed == null || o.at().isAfter(resumed)))
                .filter(o ->
                        o.cause().equals(cause)
                                || (KILLS.contains(cause)
                                        && o.cause().equals(Cause.KILLED_BY_SIGNAL)))
                .count();
    }

    /// Declined, and since then nobody has said resume or approved it and it has not died anew:
    /// what does not help against one cause may help against the next.
    boolean standsDeclined(Incident incident) {
        return declined != null
                && !liftedAfter(declined)
                && !(incident.state() == IncidentState.OPEN && diedAfter(incident, declined));
    }

    private static boolean diedAfter(Incident incident, Instant time) {
        Instant died = incident.times().died();
        return died != null && died.isAfter(time);
    }

    /// Whether people said resume or approved it after a restart was declined.
    boolean liftedAfterDecline() {
        return declined != null && liftedAfter(declined);
    }

    private boolean liftedAfter(Instant time) {
        return Stream.of(resumed, approved)
                .anyMatch(lifted -> lifted != null && lifted.isAfter(time));
    }
}
