package dev.varde.collector.order;

import dev.varde.events.IncidentId;
import dev.varde.events.OrderFact;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of an order, as it is kept until it is told.
///
/// @param refused why nothing ran, or null when the action ran
/// @param tookMillis how long the action ran
record Outcome(
        @Nullable String refused,
        int exitCode,
        String output,
        long tookMillis,
        @Nullable Integer pidBefore,
        @Nullable Integer pidAfter) {
    static Outcome refused(String reason) {
        return new Outcome(reason, 0, "", 0, null, null);
    }

    static Outcome ran(Run.Outcome run, @Nullable Integer pidBefore, @Nullable Integer pidAfter) {
        return new Outcome(
                null, run.exitCode(), run.output(), run.took().toMillis(), pidBefore, pidAfter);
    }

    OrderFact fact(OrderId order, @Nullable IncidentId incident) {
        return refused != null
                ? new OrderRefused(order, incident, refused)
                : new OrderCarriedOut(
                        order,
                        incident,
                        exitCode,
                        output,
                        Duration.ofMillis(tookMillis),
                        pidBefore,
                        pidAfter);
    }
}
