package dev.varde.collector.probe;

import dev.varde.events.ProcessKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How long members have not been seen alive by whole looks.
///
/// One that nobody watches is gone when a look does not find it. One that is watched is given two
/// looks, or four while it is a zombie, because its exit status may still come.
final class Absences {
    private static final int GONE = 4;
    private static final int ABSENT = 2;
    private static final int ZOMBIE = 1;

    private final Map<ProcessKey, Integer> weights = new HashMap<>();

    /// Those of the members that are taken for gone; to be called once after each whole look.
    List<Member> gone(List<Member> members, ProcessTable table) {
        List<Member> dead = members.stream().filter(m -> weight(m, table) > 0).toList();
        weights.keySet().retainAll(dead.stream().map(m -> m.key).toList());
        return dead.stream()
                .filter(m -> {
                    int weight = weights.merge(m.key, weight(m, table), Integer::sum);
                    return !m.watched || weight >= GONE;
                })
                .toList();
    }

    private static int weight(Member m, ProcessTable table) {
        return table.row(m.key.pid())
                .filter(r -> r.key().equals(m.key))
                .map(r -> r.stat().ended() ? ZOMBIE : 0)
                .orElse(ABSENT);
    }
}
