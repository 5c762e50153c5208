package dev.varde.processor.watch;

import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.diagnosis.Ending;
import dev.varde.processor.diagnosis.PlannedStop;
import dev.varde.processor.evidence.Health.CheckState;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import dev.varde.processor.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Reads a service's level.
public final class Levels {
    /// A program may need this long until it answers; unless it has answered since its start.
    static final Duration STARTING_GRACE = Duration.ofSeconds(60);

    /// What the unit manager says of a stop comes a moment after the process is gone.
    static final Duration UNIT_PATIENCE = Duration.ofSeconds(3);

    /// A program without checks counts as back when it has lived this long.
    static final Duration LIVED = Duration.ofSeconds(2);

    /// An end that nobody is known to have asked for is taken for wanted until the checks have
    /// failed this long.
    static final Duration AWAY = Duration.ofSeconds(60);

    /// A planned stop explains failing checks for so long.
    static final Duration STOPPED = Duration.ofHours(24);

    /// After a deploy or a maintenance a service may need this long until it is back.
    static final Duration BACK = Duration.ofSeconds(60);

    /// The collector of a host that shuts down ends about when the services do.
    static final Duration SHUTDOWN = Duration.ofSeconds(10);

    private Levels() {}

    public static Level of(Scene s) {
        InstanceEvidence i = s.instance();
        var death = i.processes().mainDeath();
        if (i.watchesProcess() && death.isPresent()) {
            return dead(s, death.get());
        }
        var missing = i.processes().missing();
        if (missing != null && excused(s, missing.time())) {
            return new Level.Wait();
        }
        if (missing != null) {
            return new Level.Down(
                    missing.id(), new Case.Missing(i, s.host(), s.neighbours(), missing));
        }
        if (i.watchesProcess() && i.processes().main().isEmpty()) {
            return new Level.Unclear();
        }
        List<CheckState> down = i.health().down();
        return down.isEmpty() ? up(s) : down(s, down.getFirst());
    }

    private static Level dead(Scene s, Seen<ProcessExited> exit) {
        Case.Death death = Case.Death.of(s.instance(), s.host(), s.neighbours(), exit);
        if (shutDown(s, exit)) {
            return new Level.Planned(exit.time(), "the host was shut down");
        }
        Optional<Plan> plan = s.around().agenda().over(s.instance().id(), exit.time());
        if (plan.isPresent()) {
            return inPlan(s, death, plan.get());
        }
        var planned = PlannedStop.reason(death);
        if (planned.isPresent()) {
            return staysAway(s, exit, PlannedStop.wanted(death))
                    ? new Level.Down(exit.id(), away(s, exit))
                    : new Level.Planned(exit.time(), planned.get());
        }
        boolean early = s.now().isBefore(exit.time().plus(UNIT_PATIENCE));
        return (early && PlannedStop.undecided(death)) || Aftershock.felt(s, exit)
                ? new Level.Wait()
                : new Level.Dead(exit.id(), death);
    }

    /// It ended while the host was shut down in order: about when its collector did, or later.
    private static boolean shutDown(Scene s, Seen<ProcessExited> exit) {
        return Optional.ofNullable(s.host().rebooted())
                .filter(r -> Boolean.TRUE.equals(r.fact().orderly()))
                .filter(r -> !exit.time().isAfter(r.time()))
                .map(r -> r.fact().lastAliveAt())
                .filter(alive -> !exit.time().isBefore(alive.minus(SHUTDOWN)))
                .isPresent();
    }

    /// In a deploy or a maintenance a process may end as it likes. That the service is not back a
    /// while after, or that a deployed one dies again and again, is news all the same.
    private static Level inPlan(Scene s, Case.Death death, Plan plan) {
        Seen<ProcessExited> exit = death.exit();
        boolean late = !s.now().isBefore(plan.until().plus(BACK));
        if (!late && !repeats(s, plan)) {
            return new Level.Planned(exit.time(), "it ended in " + plan.inWords(), true);
        }
        var planned = PlannedStop.reason(death);
        if (planned.isEmpty()) {
            return new Level.Dead(exit.id(), death);
        }
        return s.instance().health().down().isEmpty()
                ? new Level.Planned(exit.time(), planned.get())
                : new Level.Down(exit.id(), away(s, exit));
    }

    /// Two processes that a deploy has started have failed.
    private static boolean repeats(Scene s, Plan plan) {
        return plan.kind() == Plan.Kind.DEPLOY
                && s.instance().processes().exits().stream()
                                .filter(e -> e.fact().role() == Role.MAIN)
                                .filter(e -> e.fact().startedAt().isAfter(plan.from()))
                                .filter(Levels::failed)
                                .count()
                        >= 2;
    }

    private static boolean failed(Seen<ProcessExited> exit) {
        Ending ending = Ending.of(exit.fact().exit());
        return !ending.success() && !ending.asked();
    }

    private static boolean staysAway(Scene s, Seen<ProcessExited> exit, boolean wanted) {
        Duration patience = wanted ? STOPPED : AWAY;
        return s.instance().health().down().stream()
                .anyMatch(c ->
                        !s.now().isBefore(c.since().plus(patience))
                                && !s.now().isBefore(exit.time().plus(patience)));
    }

    private static Case.OfService away(Scene s, Seen<ProcessExited> exit) {
        return new Case.Away(
                s.instance(),
                s.host(),
                s.neighbours(),
                exit,
                s.instance().health().down().getFirst());
    }

    private static Level down(Scene s, CheckState check) {
        InstanceEvidence i = s.instance();
        if (i.orders().running(s.now()) || starting(s) || excused(s, check.since())) {
            return new Level.Wait();
        }
        boolean alive = i.processes().main().isPresent();
        return new Level.Down(
                check.event(), new Case.Failing(i, s.host(), s.neighbours(), check, alive));
    }

    /// It began in a deploy or a maintenance, which is not long over.
    private static boolean excused(Scene s, Instant since) {
        return s.around()
                .agenda()
                .over(s.instance().id(), since)
                .filter(plan -> s.now().isBefore(plan.until().plus(BACK)))
                .isPresent();
    }

    private static boolean starting(Scene s) {
        Instant started = s.instance().processes().startedAt();
        return started != null
                && s.now().isBefore(started.plus(STARTING_GRACE))
                && !s.instance().health().answeredSinceStart();
    }

    private static Level up(Scene s) {
        InstanceEvidence i = s.instance();
        if (i.hasChecks()) {
            boolean answered =
                    i.declared() == null
                            || i.health().checks().size() >= i.declared().fact().checks().size();
            return answered && i.health().provenSinceStart()
                    ? new Level.Fine(lastPassed(i))
                    : new Level.Unclear();
        }
        return i.processes()
                .main()
                .map(p -> p.startedAt().plus(LIVED))
                .<Level>map(at -> s.now().isBefore(at) ? new Level.Wait() : new Level.Fine(at))
                .orElseGet(Level.Unclear::new);
    }

    private static Instant lastPassed(InstanceEvidence i) {
        return i.health().checks().stream()
                .flatMap(c -> java.util.stream.Stream.ofNullable(c.lastPassed()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
