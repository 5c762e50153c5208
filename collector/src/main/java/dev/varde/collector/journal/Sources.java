package dev.varde.collector.journal;

import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Service;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is read of the journal.
///
/// @param units the services of each unit that is watched
/// @param logs the services of each unit whose lines are read
/// @param kernel also what the kernel said
record Sources(
        Map<String, Set<ServiceName>> units, Map<String, Set<ServiceName>> logs, boolean kernel) {
    static final String EARLYOOM = "earlyoom.service";
    static final String OOMD = "systemd-oomd.service";
    static final String JOURNALD = "systemd-journald.service";

    /// The fields that anybody here asks for.
    static final Set<String> FIELDS =
            Set.of(
                    "MESSAGE",
                    "MESSAGE_ID",
                    "PRIORITY",
                    "SYSLOG_FACILITY",
                    "UNIT",
                    "INVOCATION_ID",
                    "EXIT_CODE",
                    "EXIT_STATUS",
                    "UNIT_RESULT",
                    "N_RESTARTS",
                    "COREDUMP_PID",
                    "COREDUMP_SIGNAL",
                    "COREDUMP_COMM",
                    "COREDUMP_EXE",
                    "COREDUMP_UNIT",
                    "COREDUMP_CGROUP",
                    "_PID",
                    "_TRANSPORT",
                    "_SYSTEMD_UNIT",
                    "_LINE_BREAK");

    static Sources of(Collection<Service> services, boolean kernel) {
        Map<String, Set<ServiceName>> units = new LinkedHashMap<>();
        Map<String, Set<ServiceName>> logs = new LinkedHashMap<>();
        for (Service service : services) {
            service.unit().ifPresent(u -> add(units, u, service));
            service.journals().forEach(u -> add(logs, u, service));
        }
        return new Sources(units, logs, kernel);
    }

    private static void add(Map<String, Set<ServiceName>> map, String unit, Service service) {
        map.computeIfAbsent(unit, _ -> new LinkedHashSet<>()).add(service.name());
    }

    /// Whether the configuration names anything that only the journal has.
    boolean named() {
        return !units.isEmpty() || !logs.isEmpty();
    }

    /// The units in whose journals the service logs.
    List<String> logsOf(ServiceName service) {
        return logs.entrySet().stream()
                .filter(e -> e.getValue().contains(service))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// The units that are named at all; what others did is not told.
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(units.keySet());
        all.addAll(logs.keySet());
        return all;
    }

    /// Matches as journalctl takes them: those of one field are alternatives, those of different
    /// fields must all hold, and `+` divides alternatives.
    ///
    /// What a program could write itself is only matched where a field that journald sets says who
    /// wrote it.
    List<String> matches() {
        List<String> matches = new ArrayList<>();
        if (!units.isEmpty()) {
            matches.add("_PID=1");
            units.keySet().forEach(u -> matches.add("UNIT=" + u));
            matches.add("+");
        }
        matches.addAll(
                List.of(
                        "_PID=1",
                        "MESSAGE_ID=" + MessageIds.OUT_OF_MEMORY,
                        "MESSAGE_ID=" + MessageIds.OOMD_KILL,
                        "+",
                        "MESSAGE_ID=" + MessageIds.CORE_DUMP,
                        "+",
                        "_SYSTEMD_UNIT=" + JOURNALD,
                        "MESSAGE_ID=" + MessageIds.DROPPED,
                        "+",
                        "_SYSTEMD_UNIT=" + OOMD,
                        "_SYSTEMD_UNIT=" + EARLYOOM));
        logs.keySet().forEach(u -> matches.add("_SYSTEMD_UNIT=" + u));
        if (kernel) {
            matches.addAll(List.of("+", "_TRANSPORT=kernel"));
        }
        return matches;
    }
}
