package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.RestartAction.RestartUnit;
import dev.varde.events.config.Configuration.Service;
import dev.varde.standalone.discovery.OpenLogs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a configuration would say of a service that nobody configured: its logs are those that it
/// has open, its checks the usual ones on the ports on which it listens.
final class Unconfigured {
    private static final Duration TIME = Duration.ofSeconds(1);
    private static final int MOST_PORTS = 5;
    private static final int MOST_LOOKED_AT = 5;
    private static final List<String> PATHS = List.of("/health", "/healthz", "/");

    private Unconfigured() {}

    static Service service(
            String name, List<Seen> family, Collection<Integer> ports, @Nullable String unit) {
        String program = family.isEmpty() ? "" : family.getFirst().name();
        List<Check> checks =
                ports.stream()
                        .limit(MOST_PORTS)
                        .flatMap(port -> checks(port, program).stream())
                        .toList();
        return new Service(
                new ServiceName(plain(name)),
                Map.of(),
                null,
                checks,
                logs(family),
                List.of(),
                unit == null ? null : new RestartUnit(unit),
                unit == null ? List.of() : List.of(unit));
    }

    private static String plain(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._:-]", "-");
        return plain.isEmpty() ? "service" : plain.substring(0, Math.min(100, plain.length()));
    }

    private static List<Check> checks(int port, String program) {
        CheckKind database = Databases.PROGRAMS.get(program);
        if (database != null) {
            return List.of(check(port, database, "127.0.0.1:" + port));
        }
        return PATHS.stream()
                .map(path -> check(port, CheckKind.HTTP, "http://127.0.0.1:" + port + path))
                .toList();
    }

    private static Check check(int port, CheckKind kind, String target) {
        return new Check(port + " " + target, kind, target, List.of(), TIME, TIME, 1);
    }

    private static List<String> logs(List<Seen> family) {
        List<String> logs = new ArrayList<>();
        for (Seen seen : family.subList(0, Math.min(MOST_LOOKED_AT, family.size()))) {
            for (Path log : OpenLogs.of(Path.of("/proc", Integer.toString(seen.pid())))) {
                String path = literal(log);
                if (!logs.contains(path)) {
                    logs.add(path);
                }
            }
        }
        return logs;
    }

    /// The path itself where it would be taken for a pattern.
    private static String literal(Path log) {
        return log.toString().replaceAll("([\\\\*?\\[\\]{}])", "\\\\$1");
    }
}
