package dev.varde.processor.evidence;

import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import java.time.Instant;

/// A fact with the event that told it.
///
/// @param time when it happened, on the host's clock
public record Seen<F extends Fact>(EventId id, Instant time, F fact) {
    static <F extends Fact> Seen<F> of(HostEvent event, F fact) {
        return new Seen<>(event.id(), event.time(), fact);
    }
}
