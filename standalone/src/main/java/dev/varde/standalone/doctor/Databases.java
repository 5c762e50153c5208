package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The databases on this host that nobody configured, by the names of their programs.
final class Databases {
    static final Map<String, CheckKind> PROGRAMS =
            Map.of(
                    "postgres", CheckKind.POSTGRES,
                    "redis-server", CheckKind.REDIS,
                    "valkey-server", CheckKind.REDIS,
                    "mysqld", CheckKind.MYSQL,
                    "mariadbd", CheckKind.MYSQL,
                    "mongod", CheckKind.MONGODB);

    private static final Duration TIME = Duration.ofSeconds(1);
    private static final int MOST = 8;

    private Databases() {}

    /// A service with one check for each that listens by TCP.
    ///
    /// @param known processes that are asked about anyway
    /// @param ports likewise
    static List<Service> on(Snapshot snapshot, Set<Integer> known, Set<Integer> ports) {
        Set<Integer> pids = new HashSet<>();
        snapshot.all().stream()
                .filter(p -> PROGRAMS.containsKey(p.name()) && !p.ended())
                .forEach(p -> pids.add(p.pid()));
        List<Service> found = new ArrayList<>();
        for (int root : snapshot.roots(pids)) {
            if (!known.contains(root) && found.size() < MOST) {
                service(snapshot, root, ports).ifPresent(found::add);
            }
        }
        return found;
    }

    private static Optional<Service> service(Snapshot snapshot, int root, Set<Integer> asked) {
        Seen process = snapshot.process(root).orElseThrow();
        CheckKind kind = PROGRAMS.get(process.name());
        Set<Integer> ports = snapshot.portsOf(List.of(process)).keySet();
        if (kind == null || ports.isEmpty() || ports.stream().anyMatch(asked::contains)) {
            return Optional.empty();
        }
        int port = ports.iterator().next();
        Check check =
                new Check(port + " " + kind, kind, "127.0.0.1:" + port, List.of(), TIME, TIME, 1);
        return Optional.of(
                new Service(
                        new ServiceName(process.name() + "-" + port),
                        Map.of(),
                        null,
                        List.of(check),
                        List.of(),
                        List.of(),
                        null));
    }
}
