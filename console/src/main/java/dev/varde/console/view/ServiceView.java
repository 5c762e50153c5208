package dev.varde.console.view;

import dev.varde.events.Incident.MemoryPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One service on one host as it is shown.
///
/// @param instance `service@host`, its identity
/// @param watchesProcess whether its process is looked for; true until its declaration was read
/// @param process null when no process is known
/// @param memory its curve, oldest first
/// @param restart how it is restarted, or null when it has no restart action
public record ServiceView(
        String instance,
        String service,
        String host,
        Standing standing,
        String why,
        Map<String, String> labels,
        boolean watchesProcess,
        List<Check> checks,
        @Nullable Running process,
        @Nullable Exit lastExit,
        @Nullable Use use,
        List<MemoryPoint> memory,
        @Nullable String restart) {
    public ServiceView {
        labels = Map.copyOf(labels);
        checks = List.copyOf(checks);
        memory = List.copyOf(memory);
    }

    /// @param detail what failed, or empty
    public record Check(
            String name,
            String target,
            Standing standing,
            Duration latency,
            String detail,
            Instant at) {}

    /// @param workers processes of the service beside the main one
    public record Running(int pid, Instant since, int workers, String command) {}

    public record Exit(Instant at, String how, int pid) {}

    /// @param resident bytes
    /// @param limit bytes, or null
    public record Use(long resident, long swap, @Nullable Long limit, int processes) {}
}
