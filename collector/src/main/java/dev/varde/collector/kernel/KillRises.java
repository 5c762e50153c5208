package dev.varde.collector.kernel;

import dev.varde.collector.KillCounts.KillCount;
import dev.varde.collector.kernel.KillSighting.Rise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// In which services' cgroups the count of kills rose since it was last read.
///
/// systemd removes a cgroup when a service stops and makes it anew under the same path; the new one
/// counts from zero. Of one that was never seen before nobody knows what is new. A count includes
/// the cgroups below, so a rise is told of the innermost only.
final class KillRises {
    private static final int MOST = 2_000;

    private record Last(long identity, long kills) {}

    private final Map<String, Last> last = new HashMap<>();

    List<Rise> since(List<KillCount> counts) {
        List<Rise> risen = new ArrayList<>();
        List<KillCount> innermostFirst =
                counts.stream()
                        .sorted(
                                Comparator.comparingInt((KillCount c) -> c.cgroup().length())
                                        .reversed())
                        .toList();
        for (KillCount count : innermostFirst) {
            long more = more(count) - below(count, risen);
            if (more > 0) {
                risen.add(new Rise(count.service(), count.cgroup(), more));
            }
        }
        return risen;
    }

    private static long below(KillCount count, List<Rise> risen) {
        return risen.stream()
                .filter(r -> r.cgroup().startsWith(count.cgroup() + "/"))
                .mapToLong(Rise::more)
                .sum();
    }

    private long more(KillCount count) {
        Last before = last.get(count.cgroup());
        if (before != null || last.size() < MOST) {
            last.put(count.cgroup(), new Last(count.identity(), count.kills()));
        }
        if (before == null) {
            return 0;
        }
        return count.kills() - (before.identity() == count.identity() ? before.kills() : 0);
    }
}
