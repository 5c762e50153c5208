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
/// @param mayWait nobody is warned, told or helped by it alone, so it may wait up to a second and
///   go with others; what comes behind it and may not wait takes it along
public record Sighting(
        EventId id,
        Instant time,
        @Nullable ServiceName service,
        Fact fact,
        @Nullable Runnable acknowledged,
        boolean mayWait) {
    public Sighting(
            EventId id,
            Instant time,
            @Nullable ServiceName service,
            Fact fact,
            @Nullable Runnable acknowledged) {
        this(id, time, service, fact, acknowledged, false);
    }

    public Sighting(EventId id, Instant time, @Nullable ServiceName service, Fact fact) {
        this(id, time, service, fact, null);
    }

    /// The same, which may wait.
    public Sighting unhurried() {
        return new Sighting(id, time, service, fact, acknowledged, true);
    }
}
