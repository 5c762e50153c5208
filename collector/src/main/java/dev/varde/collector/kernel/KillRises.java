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
/// The last count of a cgroup that is gone is kept, because systemd removes it when a service stops
/// and makes it anew. A count includes the cgroups below, so a rise is told of the innermost only.
final class KillRises {
    private static final int MOST = 2_000;

    private final Map<String, Long> last = new HashMap<>();

    List<Rise> since(List<KillCount> counts) {
        List<Rise> risen = new ArrayList<>();
        List<KillCount> innermostFirst =
                counts.stream()
                        .sorted(
                                Comparator.comparingInt((KillCount c) -> c.cgroup().length())
                                        .reversed())
                        .toList();
        for (KillCount count : innermostFirst) {
            long below =
                    risen.stream()
                            .filter(r -> r.cgroup().startsWith(count.cgroup() + "/"))
                            .mapToLong(Rise::more)
                            .sum();
            long more = more(count) - below;
            if (more > 0) {
                risen.add(new Rise(count.service(), count.cgroup(), more));
            }
        }
        return risen;
    }

    /// A lower count than before is that of a cgroup made anew.
    private long more(KillCount count) {
        Long before = last.get(count.cgroup());
        if (before != null || last.size() < MOST) {
            last.put(count.cgroup(), count.kills());
        }
        return before == null ? 0 : count.kills() - (count.kills() < before ? 0 : before);
    }
}
