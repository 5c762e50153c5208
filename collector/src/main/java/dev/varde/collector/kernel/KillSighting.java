package dev.varde.collector.kernel;

import dev.varde.collector.KillReport;
import dev.varde.events.EventId;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one source saw of kills for lack of memory, the most telling first.
sealed interface KillSighting {

    /// The kernel's own line; names the victim.
    ///
    /// @param acknowledged to be called when the broker has it, or when nothing will be told
    record Logged(
            OomKilled kill,
            @Nullable ServiceName service,
            Instant time,
            EventId id,
            Runnable acknowledged)
            implements KillSighting {}

    /// The line of a guard such as earlyoom, or of the unit manager.
    ///
    /// @param scope the limit of its cgroup where it has one, else the host
    record Reported(KillReport report, @Nullable ServiceName service, OomScope scope)
            implements KillSighting {}

    /// A counter of the kernel moved; says how many, and of some in which service.
    ///
    /// @param total all kills since boot
    /// @param more how many more than before, at least one
    record Counted(long total, long more, List<Rise> rises, Instant time) implements KillSighting {
        public Counted {
            rises = List.copyOf(rises);
        }
    }

    /// @param more how many more kills the cgroup of the service counts than before
    record Rise(ServiceName service, String cgroup, long more) {}
}
