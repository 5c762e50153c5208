package dev.varde.notifier.followup;

import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.notifier.routing.Terms;
import dev.varde.notifier.text.Digest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which open incidents belong together, and so when the next message about them is due.
///
/// An incident that is alone in its group is told as if there were none, but for the delay at the
/// beginning. So the end of the last one is told at once, and what was gathered at its time.
public final class Groups {
    private static final int LONGEST_NAME = 120;

    private final Map<String, Set<IncidentId>> open = new HashMap<>();

    /// The last message of the group to one receiver.
    ///
    /// @param at when it was told or is going to be
    /// @param incident the one it was about
    public record Last(Instant at, IncidentId incident) {}

    /// The group's name as it stands in the ledger; null for none.
    public static @Nullable String name(Terms terms) {
        String group = terms.group();
        if (group.isEmpty()) {
            return null;
        }
        return group.length() <= LONGEST_NAME ? group : Digest.of(group);
    }

    /// Takes note of an incident's newest revision.
    public void saw(String group, Incident incident) {
        if (!incident.closed()) {
            open.computeIfAbsent(group, _ -> new HashSet<>()).add(incident.id());
            return;
        }
        Set<IncidentId> others = open.get(group);
        if (others != null) {
            others.remove(incident.id());
            if (others.isEmpty()) {
                open.remove(group);
            }
        }
    }

    /// When a message about an incident is due; null for at once.
    ///
    /// @param last the group's last message to the same receiver, or null
    /// @param told whether the receiver was told of this incident before
    public @Nullable Instant due(
            Terms terms, Incident incident, @Nullable Last last, boolean told, Instant now) {
        String group = name(terms);
        boolean alone = group == null || !hasOthers(group, incident.id());
        if (last == null || last.at().plus(terms.interval()).isBefore(now)) {
            boolean first = !told && !incident.closed() && terms.delay().isPositive();
            return first ? now.plus(terms.delay()) : null;
        }
        if (last.at().isAfter(now)) {
            return alone && incident.closed() ? null : last.at();
        }
        boolean ofItself = last.incident().equals(incident.id());
        if (alone && (ofItself || incident.closed())) {
            return null;
        }
        return last.at().plus(terms.interval());
    }

    private boolean hasOthers(String group, IncidentId incident) {
        Set<IncidentId> members = open.getOrDefault(group, Set.of());
        return members.size() > 1 || (members.size() == 1 && !members.contains(incident));
    }
}
