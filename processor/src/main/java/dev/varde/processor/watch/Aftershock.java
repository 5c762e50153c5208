package dev.varde.processor.watch;

import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.processor.diagnosis.Ending;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The end of a process that a planned restart brought seconds before: its port was not free yet,
/// or it was begun twice. It is no crash unless it repeats or the service does not come back.
final class Aftershock {
    /// How long after a start an end may still belong to the restart, and how long the next start
    /// may take.
    static final Duration SECONDS = Duration.ofSeconds(10);

    private static final Duration RESTART = Duration.ofSeconds(30);

    private Aftershock() {}

    /// Whether this end is one, and there is still hope that the service comes back by itself.
    static boolean felt(Scene s, Seen<ProcessExited> exit) {
        return !s.around().troubled()
                && s.now().isBefore(exit.time().plus(SECONDS))
                && before(s.instance(), exit)
                        .filter(planned -> follows(exit, planned))
                        .filter(planned -> wanted(s.instance(), planned))
                        .isPresent();
    }

    private static Optional<Seen<ProcessExited>> before(
            InstanceEvidence instance, Seen<ProcessExited> exit) {
        return instance.processes().exits().stream()
                .filter(e -> e.fact().role() == Role.MAIN && e.time().isBefore(exit.time()))
                .reduce((_, newer) -> newer);
    }

    private static boolean follows(Seen<ProcessExited> exit, Seen<ProcessExited> planned) {
        Instant born = exit.fact().startedAt();
        return !exit.time().isAfter(born.plus(SECONDS))
                && !born.isBefore(planned.time().minusSeconds(1))
                && !born.isAfter(planned.time().plus(RESTART));
    }

    /// The one before had lived and was told to go; a short life before this one is a repetition.
    private static boolean wanted(InstanceEvidence instance, Seen<ProcessExited> e) {
        Ending ending = Ending.of(e.fact().exit());
        boolean lived = !e.time().isBefore(e.fact().startedAt().plus(SECONDS));
        return lived
                && (ending.asked() || ending.success() || instance.orders().behind(e).isPresent());
    }
}
