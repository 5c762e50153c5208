package dev.varde.collector.probe;

import dev.varde.collector.KillCounts;
import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                .forEach((path, service) ->
                        cgroups.memory(path)
                                .filter(place -> !place.folder().equals(place.hierarchy()))
                                .flatMap(place -> count(path, service, place))
                                .ifPresent(counts::add));
        return counts;
    }

    private static Optional<KillCount> count(
            String path, ServiceName service, Cgroups.Place place) {
        OptionalLong kills = Cgroups.kills(place);
        if (kills.isEmpty()) {
            return Optional.empty();
        }
        try {
            long identity = ((Number) Files.getAttribute(place.folder(), "unix:ino")).longValue();
            boolean limited = Cgroups.limit(place).isPresent();
            return Optional.of(new KillCount(service, path, identity, kills.getAsLong(), limited));
        } catch (IOException removed) {
            return Optional.empty();
        }
    }
}
