package dev.varde.processor.incident;

import dev.varde.events.Incident.Change;
import dev.varde.processor.incident.State.Episode;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// Tells what came after a death and changed nothing about its cause: the kernel's line, the unit
/// manager's word, the last lines. Once they have had time to come, all that have are told
/// together.
final class Completion {
    /// How long they may take.
    static final Duration GRACE = Duration.ofSeconds(5);

    /// What comes later is told with the next revision.
    private static final Duration LATEST = Duration.ofSeconds(60);

    /// Curves and figures change all the time; these are said once.
    private static final Set<String> SAID = Set.of("kernel", "log", "unit");

    private Completion() {}

    static Step told(Step step, Instant at) {
        return step.effects().isEmpty()
                        && step.state() instanceof Episode e
                        && !e.told().closed()
                        && due(e, at)
                        && more(e)
                ? new Draft(e).said(at, "more is known of it").tell(Change.UPDATED)
                : step;
    }

    private static boolean due(Episode e, Instant at) {
        Instant died = e.account().died();
        return died != null && !at.isBefore(died.plus(GRACE)) && !at.isAfter(died.plus(LATEST));
    }

    private static boolean more(Episode e) {
        return e.account().evidence().stream()
                .filter(q -> SAID.contains(q.source()))
                .anyMatch(q -> !e.told().evidence().contains(q));
    }
}
