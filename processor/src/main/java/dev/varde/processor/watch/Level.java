package dev.varde.processor.watch;

import dev.varde.events.EventId;
import dev.varde.processor.diagnosis.Case;
import java.time.Instant;

/// How a service stands, read from its evidence alone; the same evidence and time give the same
/// level, so it may be read at any event and at any tick.
public sealed interface Level {
    /// There, and proven so.
    record Fine(Instant at) implements Level {}

    /// Nothing can be said.
    record Unclear() implements Level {}

    /// Something may have to be said in a moment; to be read again soon.
    record Wait() implements Level {}

    /// Away because somebody wanted it.
    ///
    /// @param forNow it is wanted back by a time; to be read again soon
    record Planned(Instant at, String why, boolean forNow) implements Level {
        public Planned(Instant at, String why) {
            this(at, why, false);
        }
    }

    /// A process died.
    record Dead(EventId trigger, Case.OfService c) implements Level {}

    /// It does not do its work though nothing is known to have died.
    record Down(EventId trigger, Case.OfService c) implements Level {}
}
