package dev.varde.processor.watch;

import dev.varde.processor.plan.Agenda;
import java.time.Duration;

/// What is known beside the evidence of one instance and its host.
///
/// @param troubled the service has an incident that is not resolved
/// @param ahead how far the host's clock is ahead of the broker's; negative when it is behind, zero
///   when they agree
public record Around(Agenda agenda, boolean troubled, Duration ahead) {
    public static final Around NOTHING = new Around(Agenda.EMPTY, false, Duration.ZERO);
}
