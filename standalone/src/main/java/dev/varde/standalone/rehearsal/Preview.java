package dev.varde.standalone.rehearsal;

import dev.varde.events.Incident;
import dev.varde.events.Silence;
import dev.varde.notifier.match.Matchers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a silence would hide, by what there was.
///
/// @param open open incidents that it matches
/// @param hidden incidents of the last 30 days that it would have hidden
/// @param all how many there were
public record Preview(List<Incident> open, int hidden, int all) {
    public static final Duration BACK = Duration.ofDays(30);

    public Preview {
        open = List.copyOf(open);
    }

    /// @throws IllegalArgumentException when a pattern of the silence cannot be used
    public static Preview of(Silence silence, List<Incident> incidents, Instant now) {
        Matchers matchers = Matchers.checked(silence.match(), silence.not());
        List<Incident> recent =
                incidents.stream()
                        .filter(i -> i.times().opened().isAfter(now.minus(BACK)))
                        .toList();
        long hidden =
                recent.stream()
                        .filter(i -> matchers.matches(Cases.opened(i)))
                        .filter(i ->
                                silence.weekly() == null
                                        || silence.weekly().covers(i.times().opened()))
                        .count();
        return new Preview(
                incidents.stream().filter(i -> !i.closed() && matchers.matches(i)).toList(),
                Math.toIntExact(hidden),
                recent.size());
    }
}
