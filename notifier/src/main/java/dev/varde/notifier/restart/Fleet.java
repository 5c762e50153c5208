package dev.varde.notifier.restart;

import dev.varde.events.Cause;
import dev.varde.events.IncidentId;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the ledger says about one service everywhere.
///
/// @param fallen on which instances it fell lately of which cause, restarted or not; without those
///   that something they need explains
/// @param deploys of it, as far as they are remembered
/// @param approvals what people have approved
public record Fleet(
        ServiceName service,
        Map<Cause, Set<String>> fallen,
        List<Deploy> deploys,
        List<Approval> approvals) {
    public Fleet {
        deploys = List.copyOf(deploys);
        approvals = List.copyOf(approvals);
    }

    /// @param instance the one that is deployed to, or null for all
    /// @param until when it ended; as `from` while nobody has said so
    public record Deploy(
            @Nullable String instance,
            Instant from,
            Instant until,
            String by,
            @Nullable String note) {}

    /// @param incident null for all incidents of the service that were open
    public record Approval(@Nullable IncidentId incident, String by, Instant at) {}
}
