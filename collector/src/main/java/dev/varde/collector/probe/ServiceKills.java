package dev.varde.collector.probe;

import dev.varde.collector.KillCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// The kernel's counts of kills in the cgroups that belong to one service alone.
final class ServiceKills implements KillCounts {
    private final Roster roster;
    private final Cgroups cgroups;

    ServiceKills(Roster roster, Cgroups cgroups) {
        this.roster = roster;
        this.cgroups = cgroups;
    }

    @Override
    public List<KillCount> killCounts() {
        List<KillCount> counts = new ArrayList<>();
        roster.ownedCgroups()
                .forEach((path, service) -> cgroups.memory(path)
                        .filter(p -> !p.folder().equals(p.hierarchy()))
                        .ifPresent(place -> {
                            OptionalLong kills = Cgroups.kills(place);
                            if (kills.isPresent()) {
                                boolean limited = Cgroups.limit(place).isPresent();
                                counts.add(
                                        new KillCount(
                                                service, path, kills.getAsLong(), limited));
                            }
                        }));
        return counts;
    }
}
