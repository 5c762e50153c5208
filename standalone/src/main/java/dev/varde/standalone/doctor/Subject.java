package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.events.config.Configuration.Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A service as the doctor finds it, configured or not.
///
/// @param name as it was asked for or is configured; any characters
/// @param service its configuration, or one made for it from what runs
/// @param sought how its processes were looked for, in words; null when they were not
/// @param configured whether the configuration names it
/// @param unit the systemd unit it belongs to, or null
/// @param family its processes, the oldest first; empty when it does not run
/// @param ports on which it listens, each with the processes that do
/// @param expected ports that it should listen on, as asked or configured
public record Subject(
        String name,
        Service service,
        @Nullable String sought,
        boolean configured,
        @Nullable String unit,
        List<Seen> family,
        Map<Integer, Set<Integer>> ports,
        List<Integer> expected) {
    public Subject {
        family = List.copyOf(family);
        ports = Map.copyOf(ports);
        expected = List.copyOf(expected);
    }

    boolean runs() {
        return !family.isEmpty();
    }

    /// The oldest process.
    public Optional<Seen> main() {
        return family.stream().findFirst();
    }

    boolean owns(int pid) {
        return family.stream().anyMatch(p -> p.pid() == pid);
    }

    /// A name for files and units, of letters, digits, `.`, `_` and `-`.
    public String fileName() {
        boolean number = name.matches(":?\\d+");
        String program = main().map(Seen::name).orElse("service");
        String base =
                unit != null
                        ? unit.replaceFirst("\\.service$", "")
                        : number ? program + "-" + name.replace(":", "") : name;
        String plain = base.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String cut = plain.substring(0, Math.min(60, plain.length()));
        return cut.isEmpty() ? "service" : cut;
    }
}
