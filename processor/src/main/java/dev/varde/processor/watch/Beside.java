package dev.varde.processor.watch;

import dev.varde.events.HostName;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is no proof of anything and should be read with an incident: the last deploy, and a clock
/// that is wrong.
public final class Beside {
    /// Clocks that agree within this are taken for the same.
    public static final Duration AGREEING = Duration.ofSeconds(2);

    private static final Duration DEPLOY_MATTERS = Duration.ofHours(24);

    private Beside() {}

    static List<Evidence> of(InstanceId id, Instant at, Around around) {
        List<Evidence> all = new ArrayList<>();
        around.agenda()
                .deployBefore(id, at)
                .filter(plan -> at.isBefore(plan.from().plus(DEPLOY_MATTERS)))
                .ifPresent(plan ->
                        all.add(
                                new Evidence(
                                        null,
                                        plan.from(),
                                        Evidence.OPERATOR,
                                        plan.inWords() + " began")));
        all.addAll(clock(id.host(), at, around));
        return all;
    }

    private static List<Evidence> clock(HostName host, Instant at, Around around) {
        long seconds = Math.round(around.ahead().toMillis() / 1000.0);
        if (around.ahead().abs().compareTo(AGREEING) <= 0) {
            return List.of();
        }
        return List.of(
                new Evidence(
                        null,
                        at,
                        "collector",
                        "the clock of "
                                + host
                                + " is "
                                + Math.abs(seconds)
                                + " s "
                                + (seconds > 0 ? "ahead of" : "behind")
                                + " the broker's; the times of this host are by its own clock"));
    }
}
