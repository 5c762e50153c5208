package dev.varde.events;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A fact that a collector saw; never changed. The value on `varde.events`, keyed by host.
///
/// @param id derived from where the fact was read (boot id and kernel sequence, file identity and
///   offset, or probe and time), so that the same fact read twice has the same id
/// @param time when it happened, on the host's clock
/// @param run the collector run that saw it
/// @param seq one counter per run, from 1; a hole is a loss and is reported as one
/// @param service the service it is about, or null when it is about the host
public record HostEvent(
        EventId id,
        Instant time,
        HostName host,
        String run,
        long seq,
        @Nullable ServiceName service,
        Fact fact) {
    public HostEvent {
        Names.require("run", run);
        if (seq < 1) {
            throw new IllegalArgumentException("seq counts from 1, not " + seq);
        }
    }

    /// The instance this is about, where it is about one.
    public Optional<InstanceId> instance() {
        return service == null ? Optional.empty() : Optional.of(new InstanceId(service, host));
    }
}
