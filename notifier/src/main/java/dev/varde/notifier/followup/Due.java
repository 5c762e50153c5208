package dev.varde.notifier.followup;

import dev.varde.events.Delivery;
import dev.varde.notifier.routing.Decision;
import java.time.Duration;

/// What time has made due about an incident.
public sealed interface Due {
    /// It is still open and nobody acknowledged it: who was told is told again.
    ///
    /// @param number from 1
    record Repeat(Decision.Send send, int number) implements Due {}

    /// Nobody acknowledged it for so long: somebody else is told as well.
    ///
    /// @param step from 1
    record Escalate(String receiver, int step, Duration after) implements Due {}

    /// What was held back is decided anew.
    record Anew(Delivery held, Decision decision) implements Due {}
}
