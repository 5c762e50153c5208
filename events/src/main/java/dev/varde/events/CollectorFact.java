package dev.varde.events;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a collector says of itself and its host.
public sealed interface CollectorFact extends Fact {
    /// The host's facts, sent at each start.
    ///
    /// @param services all services this collector watches; others it watched before are dropped
    /// @param memoryTotal bytes
    record CollectorStarted(
            String version,
            String bootId,
            String kernel,
            int processors,
            long memoryTotal,
            long swapTotal,
            Map<String, String> labels,
            List<ServiceName> services)
            implements CollectorFact {
        public CollectorStarted {
            labels = Map.copyOf(labels);
            services = List.copyOf(services);
        }
    }

    /// The collector ends because it was told to; silence after it is not an incident.
    record CollectorStopped(String reason) implements CollectorFact {}

    /// @param resident the collector's own resident memory in bytes
    /// @param spooled events on disk that the broker has not acknowledged
    /// @param dropped events given up for lack of room since the run began
    record Heartbeat(Duration uptime, long resident, double cpuSeconds, long spooled, long dropped)
            implements CollectorFact {}

    /// What is configured for one service; sent at each start and when it changes.
    ///
    /// @param labels the service's labels over the host's
    /// @param watchesProcess whether its processes are looked for
    /// @param checks names of its health checks
    /// @param restart how it is restarted, such as `unit kontali.service`, or null when it has no
    ///   restart action
    /// @param unitRestarts the unit manager restarts it by itself
    record ServiceDeclared(
            Map<String, String> labels,
            List<ServiceName> needs,
            boolean watchesProcess,
            List<String> checks,
            @Nullable String restart,
            boolean unitRestarts)
            implements CollectorFact {
        public ServiceDeclared {
            labels = Map.copyOf(labels);
            needs = List.copyOf(needs);
            checks = List.copyOf(checks);
        }
    }

    /// Something could not be kept or read.
    ///
    /// @param source what it concerns, such as `spool`, `kmsg` or a file
    /// @param lost how many events, lines or bytes; -1 when not known
    record GapSeen(String source, long lost, String reason) implements CollectorFact {}

    /// A source that the collector may not or cannot read.
    record BlindSpot(String source, String reason, String remedy) implements CollectorFact {}

    /// The host's clock was set, or the host slept; times before and after do not compare.
    ///
    /// @param by how far the clock is ahead of the time that went by; negative when it was set back
    /// @param suspended how long the host slept meanwhile, zero when it did not
    record ClockJumped(Duration by, Duration suspended) implements CollectorFact {}
}
