package dev.varde.processor.watch;

import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.Signals;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.diagnosis.Ending;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import java.time.Duration;
import java.util.Optional;

/// Worker processes that ended abnormally while the main process lives: a master replaces them, and
/// it is still news. Short-lived children that end with a failure code are a program's daily work.
public final class Workers {
    /// When the main process dies too, the worker is part of that death.
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private static final Duration NEWS = Duration.ofSeconds(60);
    private static final Duration LONG_LIVED = Duration.ofSeconds(30);
    private static final Duration KILLED_AFTER = Duration.ofSeconds(2);

    private Workers() {}

    public static Level of(Scene s) {
        if (s.instance().processes().main().isEmpty()) {
            return new Level.Unclear();
        }
        Optional<Seen<ProcessExited>> worker =
                s.instance().processes().exits().stream()
                        .filter(e -> e.fact().role() == Role.WORKER || replaced(s, e))
                        .filter(e -> s.now().isBefore(e.time().plus(NEWS)))
                        .filter(Workers::abnormal)
                        .filter(e -> s.instance().orders().behind(e).isEmpty())
                        .filter(e -> unplanned(s, e))
                        .filter(e -> sinceMain(s.instance(), e))
                        .reduce((_, b) -> b);
        return worker.<Level>map(e -> level(s, e)).orElseGet(Level.Unclear::new);
    }

    private static Level level(Scene s, Seen<ProcessExited> e) {
        return s.now().isBefore(e.time().plus(SETTLED))
                ? new Level.Wait()
                : new Level.Dead(e.id(), Case.Death.of(s.instance(), s.host(), s.neighbours(), e));
    }

    private static boolean unplanned(Scene s, Seen<ProcessExited> e) {
        return s.around().agenda().over(s.instance().id(), e.time()).isEmpty();
    }

    /// One of several main processes.
    private static boolean replaced(Scene s, Seen<ProcessExited> e) {
        return s.instance().processes().living().stream()
                .anyMatch(p ->
                        p.role() == Role.MAIN
                                && p.startedAt().isBefore(e.time())
                                && !p.process().equals(e.fact().process()));
    }

    /// It died under the main process that lives now, not with the one before.
    private static boolean sinceMain(InstanceEvidence instance, Seen<ProcessExited> e) {
        return instance.processes()
                .main()
                .filter(m -> m.startedAt().isBefore(e.time()))
                .isPresent();
    }

    private static boolean abnormal(Seen<ProcessExited> e) {
        Ending ending = Ending.of(e.fact().exit());
        Duration lived = Duration.between(e.fact().startedAt(), e.time());
        if (ending.crashed()) {
            return true;
        }
        if (ending.signal() == Signals.KILL) {
            return lived.compareTo(KILLED_AFTER) >= 0;
        }
        return ending.failure() && lived.compareTo(LONG_LIVED) >= 0;
    }
}
