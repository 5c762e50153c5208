package dev.varde.notifier.routing;

import dev.varde.events.config.Configuration.Escalation;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a route wants its messages told.
///
/// @param group incidents of one group are told together: the route's path and what they have in
///   common by its `group-by`; empty for each by itself
/// @param delay how long the first of a group is held for others to join
/// @param interval how long those that join an open group are gathered
/// @param repeat how often what is still open is told again, or null for never
/// @param escalate who is told when nobody acknowledges, the soonest first
public record Terms(
        String group,
        Duration delay,
        Duration interval,
        @Nullable Duration repeat,
        List<Escalation> escalate) {
    public static final Terms NONE =
            new Terms("", Duration.ZERO, Duration.ofMinutes(5), null, List.of());

    public Terms {
        escalate = List.copyOf(escalate);
    }
}
