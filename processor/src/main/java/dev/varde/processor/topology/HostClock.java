package dev.varde.processor.topology;

import java.time.Duration;
import java.time.Instant;

/// One host's clock as the processor can know it: the time of its newest event, and what has passed
/// here since that event arrived. So a queue that is worked off late does not look like time that
/// went by, and a host whose clock is wrong is judged by its own clock.
///
/// @param event time of the newest event, on the host's clock
/// @param arrived when it was worked on, on the processor's clock
record HostClock(Instant event, Instant arrived) {
    /// Below this the two clocks are taken for the same.
    private static final Duration SKEW = Duration.ofSeconds(5);

    /// @param prompt told at the moment it happened, as a heartbeat is: its time is the host's
    ///   clock even where that went back
    HostClock heard(Instant time, Instant wall, boolean prompt) {
        return new HostClock(prompt || time.isAfter(event) ? time : event, wall);
    }

    Instant now(Instant wall) {
        Instant own = event.plus(unheard(wall));
        return Duration.between(own, wall).abs().compareTo(SKEW) < 0 ? wall : own;
    }

    Duration unheard(Instant wall) {
        return wall.isBefore(arrived) ? Duration.ZERO : Duration.between(arrived, wall);
    }
}
