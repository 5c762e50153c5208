package dev.varde.processor.incident;

import dev.varde.events.Incident.Evidence;
import dev.varde.events.OrderId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What an incident's life is moved by. Those about the service's condition are said again as long
/// as the condition lasts; saying them twice changes nothing.
public sealed interface Signal {
    /// When it happened; for what opens an incident, when the processor saw it.
    Instant at();

    /// A process died that should not have. The same death is known by the account's trigger.
    record Died(Instant at, Account account) implements Signal {}

    /// Something is wrong though nothing is known to have died.
    record Failing(Instant at, Account account) implements Signal {}

    /// The service is away because somebody wanted it.
    record Excused(Instant at, String why) implements Signal {}

    /// The service is there and its checks prove it, or the condition is over.
    record Healthy(Instant at) implements Signal {}

    /// @param action what runs
    record OrderBegan(Instant at, OrderId order, String action) implements Signal {}

    /// @param detail such as which process came for which, or null
    record OrderDone(Instant at, OrderId order, @Nullable String detail) implements Signal {
        public OrderDone(Instant at, OrderId order) {
            this(at, order, null);
        }
    }

    /// @param refused the action never ran
    record OrderFailed(Instant at, OrderId order, boolean refused, String reason)
            implements Signal {}

    /// What the threads did was seen before a restart took them away.
    ///
    /// @param by what looked
    record ThreadsSeen(Instant at, Evidence dump, String by) implements Signal {}

    /// Its unit manager restarted it without being asked.
    ///
    /// @param by such as `systemd`
    /// @param count since it was started by hand, from 1
    record RestartedElsewhere(Instant at, String by, int count) implements Signal {}

    record Ticked(Instant at) implements Signal {}

    record Acknowledged(Instant at, String by, @Nullable String note) implements Signal {}

    record Closed(Instant at, String by, @Nullable String note) implements Signal {}

    /// Restarts of the service are stopped everywhere, and people are asked in this incident.
    record Stopped(Instant at, String by, String reason) implements Signal {}

    /// No restart will be ordered.
    record Declined(Instant at, String by, String reason) implements Signal {}
}
