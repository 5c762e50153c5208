package dev.varde.collector.probe;

import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.ProcessMatch.ByCommand;
import dev.varde.events.config.Configuration.ProcessMatch.ByPidFile;
import dev.varde.events.config.Configuration.ProcessMatch.ByPort;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which processes the services' configurations name.
///
/// A command text is held against processes that were just read, and so is the cgroup of a new
/// process against the units. A pid file or a unit is looked at in each look while the service has
/// no main process, and every five seconds while it has one, each service at another time. A port
/// is not looked up while its holder lives, and otherwise four times a second, because that is
/// costly.
final class Naming {
    private static final long WITH_MAIN = Duration.ofSeconds(5).toNanos();
    private static final long PORT = Duration.ofMillis(240).toNanos();

    private final Map<ServiceName, ProcessMatch> wanted;
    private final Matching matching;
    private final Roster roster;
    private final Map<String, ServiceName> units = new HashMap<>();
    private final Map<ServiceName, Long> asked = new HashMap<>();

    Naming(Map<ServiceName, ProcessMatch> wanted, Matching matching, Roster roster) {
        this.wanted = wanted;
        this.matching = matching;
        this.roster = roster;
        wanted.forEach((service, match) -> {
            if (match instanceof ByUnit(String unit)) {
                units.putIfAbsent(unit, service);
            }
        });
        long now = System.nanoTime();
        for (ServiceName service : wanted.keySet()) {
            asked.put(service, now - WITH_MAIN * (asked.size() + 1) / wanted.size());
        }
    }

    /// @param read the processes that were just read, without those that are known to be members
    /// @param newcomers services that are looked for now, whatever their turn
    /// @return pids and who names them; the first in the configuration where several do
    Map<Integer, ServiceName> named(
            Collection<ProcessTable.Row> read,
            ProcessTable table,
            Instant bootedAt,
            Set<ServiceName> newcomers) {
        Map<Integer, ServiceName> named = new HashMap<>();
        long now = System.nanoTime();
        wanted.forEach((service, match) -> {
            if (newcomers.contains(service) || due(service, match, now)) {
                matching.find(match, read, table, bootedAt)
                        .forEach(pid -> named.putIfAbsent(pid, service));
            }
        });
        if (!units.isEmpty()) {
            read.stream().filter(r -> r.looks() < 2).forEach(r -> byCgroup(r, table, named));
        }
        return named;
    }

    private void byCgroup(
            ProcessTable.Row row, ProcessTable table, Map<Integer, ServiceName> named) {
        UnitCgroups.unitOf(table.proc(), row.pid(), units.keySet())
                .map(units::get)
                .ifPresent(service -> named.putIfAbsent(row.pid(), service));
    }

    private boolean due(ServiceName service, ProcessMatch match, long now) {
        boolean led = roster.hasMain(service);
        return switch (match) {
            case ByCommand _ -> true;
            case ByPidFile _, ByUnit _ -> turn(service, led ? WITH_MAIN : 0, now);
            case ByPort _ -> !led && turn(service, PORT, now);
        };
    }

    private boolean turn(ServiceName service, long pause, long now) {
        boolean due = now - asked.getOrDefault(service, now - pause) >= pause;
        if (due) {
            asked.put(service, now);
        }
        return due;
    }
}
