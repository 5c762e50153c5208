package dev.varde.standalone.doctor;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.collector.journal.JournalTail;
import dev.varde.collector.kernel.KernelHistory;
import dev.varde.collector.probe.HostFigures;
import dev.varde.collector.probe.Round;
import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.collector.probe.UnitProperties;
import dev.varde.collector.redact.Redactor;
import dev.varde.collector.tail.LogEnd;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at everything side by side and makes the sections of what came in time. All is done within
/// about a second; only a look that hangs, or a host that is starved, makes it two.
public final class Examination {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ANSWERS_WITHIN = Duration.ofMillis(900);
    private static final Duration BETWEEN = Duration.ofMillis(400);
    private static final Duration LOGS_FIRST = Duration.ofMillis(50);
    private static final Path ETC = Path.of("/etc");

    private final Configuration configuration;
    private final Snapshot snapshot;
    private final List<Subject> subjects;
    private final List<Service> databases;

    /// What was found.
    ///
    /// @param subjects those that it is about
    public record Report(List<Subject> subjects, List<Section> sections, List<Remedy> remedies) {
        public Report {
            subjects = List.copyOf(subjects);
            sections = List.copyOf(sections);
            remedies = List.copyOf(remedies);
        }

        public boolean foundSomething() {
            return sections.stream().anyMatch(Section::foundSomething);
        }
    }

    private Examination(Configuration configuration, Snapshot snapshot, List<Subject> subjects) {
        this.configuration = configuration;
        this.snapshot = snapshot;
        this.subjects = subjects;
        this.databases = Databases.on(snapshot, known(), askedPorts());
    }

    /// @param asked a service, or null for the host and all of them
    public static Report of(@Nullable String asked, Configuration configuration)
            throws InterruptedException {
        Snapshot snapshot = Snapshot.take();
        Subjects all = new Subjects(configuration.services(), snapshot);
        List<Subject> subjects = asked == null ? all.all() : all.asked(asked);
        Findings findings = new Examination(configuration, snapshot, subjects).look();
        List<Section> sections =
                new Sections(configuration, findings, subjects)
                        .of(asked != null && subjects.size() == 1);
        return new Report(subjects, sections, Remedy.of(sections));
    }

    private Set<Integer> known() {
        return subjects.stream()
                .flatMap(s -> s.family().stream())
                .map(Seen::pid)
                .collect(Collectors.toSet());
    }

    /// Ports of this host that configured checks are about.
    private Set<Integer> askedPorts() {
        return configuration.services().stream()
                .flatMap(s -> s.health().stream())
                .flatMap(c -> Round.localPort(c).stream().boxed())
                .collect(Collectors.toSet());
    }

    private Findings look() throws InterruptedException {
        long begun = System.nanoTime();
        var later =
                Look.begin(
                        () -> {
                            Thread.sleep(BETWEEN);
                            return Snapshot.take();
                        },
                        PATIENCE);
        var units = Look.begin(this::units, PATIENCE);
        var kernel = Look.begin(() -> KernelHistory.read(ANSWERS_WITHIN), PATIENCE);
        var disks = Look.begin(this::disks, PATIENCE);
        Map<String, Look.Begun<List<LogEnd>>> logs = new LinkedHashMap<>();
        Map<String, Look.Begun<LastWords>> journals = new LinkedHashMap<>();
        for (Subject s : subjects) {
            logs.put(s.name(), Look.begin(() -> LogEnd.of(s.service().logs()), PATIENCE));
            String unit = s.unit();
            if (unit != null && Subjects.systemdRuns()) {
                journals.put(unit, Look.begin(() -> JournalTail.of(List.of(unit)), PATIENCE));
            }
        }
        // The questions below may themselves be written into the logs.
        for (var log : logs.values()) {
            log.first(LOGS_FIRST);
        }
        var health = Look.begin(this::health, PATIENCE);
        return new Findings(
                Instant.now(),
                configuration.redFlags(),
                Redactor.of(configuration.redaction()),
                snapshot,
                later.end(),
                Duration.ofNanos(System.nanoTime() - begun),
                units.end(),
                health.end(),
                ended(logs),
                ended(journals),
                kernel.end(),
                KernelHistory.kills(),
                disks.end(),
                Rotation.read(ETC));
    }

    private static <T> Map<String, Look<T>> ended(Map<String, Look.Begun<T>> begun)
            throws InterruptedException {
        Map<String, Look<T>> ended = new HashMap<>();
        for (var entry : begun.entrySet()) {
            ended.put(entry.getKey(), entry.getValue().end());
        }
        return ended;
    }

    private Map<String, UnitProperties> units() throws IOException, InterruptedException {
        Set<String> names = new LinkedHashSet<>();
        subjects.stream()
                .map(Subject::unit)
                .forEach(unit -> {
                    if (unit != null) {
                        names.add(unit);
                    }
                });
        if (!names.isEmpty() && !Subjects.systemdRuns()) {
            throw new IOException("systemd does not run here");
        }
        return UnitProperties.ask(List.copyOf(names), UnitSafety.PROPERTIES, ANSWERS_WITHIN);
    }

    private List<Round.Heard> health() {
        List<Service> asked = new ArrayList<>(databases);
        Map<ServiceName, List<Seen>> families = new HashMap<>();
        for (Subject s : subjects) {
            asked.add(s.service());
            families.put(s.service().name(), s.family());
        }
        needed().forEach(asked::add);
        return Round.ask(asked, snapshot, families, ANSWERS_WITHIN);
    }

    /// Configured services that the subjects need and that are not subjects themselves.
    private List<Service> needed() {
        Set<ServiceName> own =
                subjects.stream().map(s -> s.service().name()).collect(Collectors.toSet());
        Set<ServiceName> needs =
                subjects.stream()
                        .flatMap(s -> s.service().needs().stream())
                        .filter(n -> !own.contains(n))
                        .collect(Collectors.toSet());
        return configuration.services().stream().filter(s -> needs.contains(s.name())).toList();
    }

    /// Those of the services and their logs, and those that every host has.
    private List<DiskSampled> disks() throws IOException {
        List<Path> paths = new ArrayList<>(List.of(Path.of("/"), Path.of("/var"), Path.of("/tmp")));
        for (Subject s : subjects) {
            s.service().logs().forEach(log -> paths.add(HostFigures.withoutGlob(log)));
            s.main().ifPresent(m -> paths.add(Path.of("/proc/" + m.pid() + "/cwd")));
        }
        return HostFigures.disks(paths)
                .orElseThrow(() -> new IOException("native access is denied to this Java"));
    }
}
