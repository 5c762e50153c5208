package dev.varde.events;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of a restart order.
public sealed interface OrderFact extends Fact {
    OrderId order();

    @Nullable IncidentId incident();

    /// The action is about to run.
    ///
    /// @param action what runs, such as `unit kontali.service` or the first word of the command
    record OrderStarted(
            OrderId order,
            @Nullable IncidentId incident,
            String action,
            @Nullable Integer pidBefore)
            implements OrderFact {}

    /// The action ended. Whether the service is back is told by its process and health events.
    ///
    /// @param exitCode exit status of the action; 0 is success
    /// @param output the last part of what it printed, redacted, at most 2,000 characters
    record OrderCarriedOut(
            OrderId order,
            @Nullable IncidentId incident,
            int exitCode,
            String output,
            Duration took)
            implements OrderFact {}

    /// The order was not carried out.
    record OrderRefused(OrderId order, @Nullable IncidentId incident, String reason)
            implements OrderFact {}
}
