package dev.varde.collector;

import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.ServiceName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something seen, before it has a run and a sequence number.
///
/// @param id derived from where it was read, so that the same sight read twice is the same event
/// @param service null when it is about the host
/// @param acknowledged called once the broker has it (or it was given up and counted), from the
///   shipping thread; advances the source's position, must be quick and must not throw
public record Sighting(
        EventId id,
        Instant time,
        @Nullable ServiceName service,
        Fact fact,
        @Nullable Runnable acknowledged) {
    public Sighting(EventId id, Instant time, @Nullable ServiceName service, Fact fact) {
        this(id, time, service, fact, null);
    }
}
