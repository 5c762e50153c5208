package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Round;
import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.collector.probe.UnitProperties;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.ProcessMatch.ByCommand;
import dev.varde.events.config.Configuration.ProcessMatch.ByPort;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds whom the doctor is asked about: a configured service by its name, a port (`:8000`), a pid,
/// a unit, or whatever has the word in its command line; the one named so exactly before those that
/// only hold it.
public final class Subjects {
    private static final int MOST = 5;
    private static final int MOST_LISTENING = 12;
    private static final Duration PATIENCE = Duration.ofMillis(700);
    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    private final List<Service> services;
    private final Snapshot snapshot;

    public Subjects(List<Service> services, Snapshot snapshot) {
        this.services = List.copyOf(services);
        this.snapshot = snapshot;
    }

    /// Whether systemd is the one that runs this host.
    static boolean systemdRuns() {
        return Files.isDirectory(SYSTEMD);
    }

    /// The configured ones; where none is, what listens, by port and at most 12.
    List<Subject> all() {
        if (!services.isEmpty()) {
            return services.stream().map(this::configured).toList();
        }
        TreeMap<Integer, Set<Integer>> roots = new TreeMap<>();
        long self = ProcessHandle.current().pid();
        snapshot.portsOf(snapshot.all())
                .forEach((port, holders) -> roots.put(port, snapshot.roots(holders)));
        Set<Set<Integer>> seen = new HashSet<>();
        List<Subject> found = new ArrayList<>();
        roots.forEach((port, holders) -> {
            boolean ours = holders.contains((int) self) || holders.contains(1);
            if (!ours && found.size() < MOST_LISTENING && seen.add(holders)) {
                found.add(found(":" + port, "port: " + port, holders, null, List.of(port)));
            }
        });
        return found;
    }

    /// At least one, which may not run; at most five.
    public List<Subject> asked(String word) throws InterruptedException {
        Optional<Service> configured =
                services.stream().filter(s -> s.name().value().equals(word)).findFirst();
        if (configured.isPresent()) {
            return List.of(configured(configured.get()));
        }
        if (word.matches(":[1-9]\\d{0,4}")) {
            return List.of(port(word));
        }
        if (word.matches("[1-9]\\d{0,8}")) {
            return List.of(pid(word));
        }
        return word.endsWith(".service") ? List.of(unit(word, word)) : word(word);
    }

    private Subject port(String word) {
        int port = Integer.parseInt(word.substring(1));
        Set<Integer> holders = snapshot.roots(snapshot.holders(port));
        return found(word, "port: " + port, holders, null, List.of(port));
    }

    private Subject pid(String word) {
        return found(word, "pid: " + word, Set.of(Integer.valueOf(word)), null, List.of());
    }

    private Subject unit(String word, String unit) {
        return found(word, "unit: " + unit, snapshot.named(new ByUnit(unit)), unit, List.of());
    }

    private List<Subject> word(String word) throws InterruptedException {
        Set<Integer> named =
                snapshot.named(new ByCommand(word)).stream()
                        .filter(pid -> !asks(pid, word))
                        .collect(Collectors.toSet());
        Set<Integer> exact =
                named.stream().filter(pid -> isCalled(pid, word)).collect(Collectors.toSet());
        Set<Integer> roots = snapshot.roots(exact.isEmpty() ? named : exact);
        if (!roots.isEmpty()) {
            return roots.stream()
                    .sorted()
                    .limit(MOST)
                    .map(root ->
                            found(
                                    roots.size() == 1 ? word : Integer.toString(root),
                                    "command: " + word,
                                    Set.of(root),
                                    null,
                                    List.of()))
                    .toList();
        }
        String unit = word + ".service";
        return List.of(
                isUnit(unit)
                        ? unit(word, unit)
                        : found(word, "command: " + word, Set.of(), null, List.of()));
    }

    /// The shell, sudo and the like from which this very command was given: an ancestor with the
    /// word among its arguments.
    private boolean asks(int pid, String word) {
        boolean ancestor = false;
        int parent = (int) ProcessHandle.current().pid();
        for (int steps = 0; steps < 32 && parent > 1 && !ancestor; steps++) {
            parent = snapshot.process(parent).map(Seen::parent).orElse(0);
            ancestor = parent == pid;
        }
        return ancestor
                && snapshot.process(pid)
                        .map(Seen::arguments)
                        .filter(a -> a.contains(word) || a.stream().anyMatch(x -> x.contains(" ")))
                        .isPresent();
    }

    /// Whether the program, or the script that an interpreter runs, is called so.
    private boolean isCalled(int pid, String word) {
        Seen seen = snapshot.process(pid).orElse(null);
        return seen != null
                && (seen.name().equals(word)
                        || seen.arguments().stream()
                                .limit(3)
                                .map(a -> a.substring(a.lastIndexOf('/') + 1))
                                .anyMatch(word::equals));
    }

    private static boolean isUnit(String unit) throws InterruptedException {
        if (!systemdRuns() || !unit.matches("[A-Za-z0-9:_.\\\\@-]{1,255}")) {
            return false;
        }
        try {
            UnitProperties said =
                    UnitProperties.ask(List.of(unit), "LoadState", PATIENCE).get(unit);
            return said != null && said.found();
        } catch (IOException _) {
            return false; // what systemd does not tell is said in the section of the unit
        }
    }

    private Subject configured(Service service) {
        ProcessMatch match = service.process();
        Optional<String> unit = service.unit();
        ProcessMatch by = match != null ? match : unit.map(ByUnit::new).orElse(null);
        Set<Integer> pids = by == null ? Set.of() : snapshot.roots(snapshot.named(by));
        List<Seen> family = snapshot.family(pids);
        Set<Integer> expected = new LinkedHashSet<>();
        if (match instanceof ByPort(int port)) {
            expected.add(port);
        }
        service.health().forEach(c -> Round.localPort(c).ifPresent(expected::add));
        return new Subject(
                service.name().value(),
                service,
                by == null ? null : Snapshot.inWords(by),
                true,
                unit.or(() -> ownUnit(family)).orElse(null),
                family,
                snapshot.portsOf(family),
                List.copyOf(expected));
    }

    private Subject found(
            String name,
            String sought,
            Set<Integer> roots,
            @Nullable String unit,
            List<Integer> expected) {
        List<Seen> family = snapshot.family(existing(roots));
        var ports = new TreeMap<>(snapshot.portsOf(family));
        String own = unit == null ? ownUnit(family).orElse(null) : unit;
        Service service = Unconfigured.service(name, family, ports.keySet(), own);
        return new Subject(name, service, sought, false, own, family, ports, expected);
    }

    private Set<Integer> existing(Set<Integer> pids) {
        return pids.stream()
                .filter(p -> snapshot.process(p).isPresent())
                .collect(Collectors.toSet());
    }

    /// The unit whose control group holds these processes and no others.
    private Optional<String> ownUnit(List<Seen> family) {
        Set<Integer> pids = family.stream().map(Seen::pid).collect(Collectors.toSet());
        return family.stream()
                .findFirst()
                .flatMap(main -> snapshot.unitOf(main.pid()))
                .filter(unit -> pids.containsAll(snapshot.named(new ByUnit(unit))));
    }
}
