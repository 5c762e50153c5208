package dev.varde.events;

import java.time.Duration;
import java.time.Instant;
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
    /// @param own null from a collector of before
    record Heartbeat(
            Duration uptime,
            long resident,
            double cpuSeconds,
            long spooled,
            long dropped,
            @Nullable Own own)
            implements CollectorFact {}

    /// What a collector says of its own work; null where it is not known.
    ///
    /// @param heap bytes of the Java heap in use
    /// @param spoolBytes what the spool holds on disk
    /// @param unacknowledged for how long nothing was acknowledged although events wait; zero when
    ///   none waits
    /// @param logBytesBehind bytes of the followed logs that are not read, or whose events are not
    ///   acknowledged
    /// @param openFiles file descriptors the collector holds
    /// @param blindSpots sources it cannot read
    record Own(
            long heap,
            @Nullable Long spoolBytes,
            @Nullable Duration unacknowledged,
            @Nullable Long logBytesBehind,
            @Nullable Integer openFiles,
            int blindSpots) {}

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

    /// The host started again since a collector last ran on it.
    ///
    /// @param previousBootId boot id of the time before (random(4))
    /// @param lastAliveAt when a collector last lived in it, within seconds; null when not known
    /// @param orderly whether the host was shut down; null when nothing tells
    /// @param how what tells so, in words
    record HostRebooted(
            String previousBootId,
            String bootId,
            @Nullable Instant lastAliveAt,
            @Nullable Boolean orderly,
            String how)
            implements CollectorFact {}

    /// Something could not be kept or read.
    ///
    /// @param source what it concerns, such as `spool`, `kmsg` or a file
    /// @param lost how many events, lines or bytes; -1 when not known
    record GapSeen(String source, long lost, String reason) implements CollectorFact {}

    /// A source that the collector may not or cannot read.
    record BlindSpot(String source, String reason, String remedy) implements CollectorFact {}

    /// A source that was a [BlindSpot] can be read again.
    record BlindSpotCured(String source) implements CollectorFact {}

    /// The configuration file was changed and holds from now on.
    ///
    /// @param checksum SHA-256 of the file, in hexadecimal
    /// @param changes what is different for this collector, in words
    /// @param labels the host's
    /// @param services all services it watches from now on; others it watched before are dropped
    record ConfigurationTaken(
            String file,
            String checksum,
            List<String> changes,
            Map<String, String> labels,
            List<ServiceName> services)
            implements CollectorFact {
        public ConfigurationTaken {
            changes = List.copyOf(changes);
            labels = Map.copyOf(labels);
            services = List.copyOf(services);
        }
    }

    /// The configuration file was changed and is refused; what held before holds on.
    ///
    /// @param checksum SHA-256 of the file, in hexadecimal; null when it cannot be read
    /// @param problems each with file, line and what to write instead; never a secret
    record ConfigurationRejected(String file, @Nullable String checksum, List<String> problems)
            implements CollectorFact {
        public ConfigurationRejected {
            problems = List.copyOf(problems);
        }
    }

    /// The host's clock was set, or the host slept; times before and after do not compare.
    ///
    /// @param by how far the clock is ahead of the time that went by; negative when it was set back
    /// @param suspended how long the host slept meanwhile, zero when it did not
    record ClockJumped(Duration by, Duration suspended) implements CollectorFact {}
}
