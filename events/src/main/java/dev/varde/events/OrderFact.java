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
    /// @param took how long the action ran
    /// @param pidBefore the service's main process before it, or null when none was known
    /// @param pidAfter its main process after it, waited for a few seconds; null when none came
    record OrderCarriedOut(
            OrderId order,
            @Nullable IncidentId incident,
            int exitCode,
            String output,
            Duration took,
            @Nullable Integer pidBefore,
            @Nullable Integer pidAfter)
            implements OrderFact {
        public OrderCarriedOut(
                OrderId order,
                @Nullable IncidentId incident,
                int exitCode,
                String output,
                Duration took) {
            this(order, incident, exitCode, output, took, null, null);
        }
    }

    /// The order was not carried out.
    record OrderRefused(OrderId order, @Nullable IncidentId incident, String reason)
            implements OrderFact {}

    /// What the threads of the service's main process were doing, taken before a restart takes them
    /// away.
    ///
    /// @param by what took it, such as `jcmd`, `py-spy` or `/proc`
    /// @param text redacted, at most 64 KiB
    /// @param cut whether there was more of it
    record ThreadDumpTaken(
            OrderId order,
            @Nullable IncidentId incident,
            int pid,
            String by,
            String text,
            boolean cut,
            Duration took)
            implements OrderFact {}
}
