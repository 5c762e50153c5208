package dev.varde.standalone.doctor;

import dev.varde.collector.probe.HostFigures;
import dev.varde.collector.probe.Origin;
import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.Snapshot.Limits;
import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.collector.probe.UnitProperties;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Service;
import dev.varde.standalone.discovery.OpenLogs;
import dev.varde.standalone.unit.Program;
import dev.varde.standalone.unit.Program.Needs;
import dev.varde.standalone.unit.Program.Present;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a service runs now, or how its present unit starts it, as a unit file needs it.
public final class RunningProgram {
    private static final String PROPERTIES =
            "LoadState,Type,Restart,WatchdogUSec,ExecStart,WorkingDirectory,User,Group";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// `{ path=/usr/bin/x ; argv[]=/usr/bin/x -v ; ignore_errors=no ; … }`
    private static final Pattern EXEC =
            Pattern.compile("\\{ path=(/[^;]*?) ; argv\\[\\]=(.*?) ; ignore_errors=.*");

    private final Snapshot snapshot;
    private final Configuration configuration;
    private final Subject subject;
    private final @Nullable UnitProperties unit;

    private RunningProgram(
            Snapshot snapshot,
            Configuration configuration,
            Subject subject,
            @Nullable UnitProperties unit) {
        this.snapshot = snapshot;
        this.configuration = configuration;
        this.subject = subject;
        this.unit = unit;
    }

    /// Empty where nothing runs and there is no unit. Of several that are found, the oldest.
    public static Optional<Program> of(String asked, Configuration configuration)
            throws InterruptedException {
        Snapshot snapshot = Snapshot.take();
        Subject subject = new Subjects(configuration.services(), snapshot).asked(asked).getFirst();
        UnitProperties unit = unit(subject).orElse(null);
        return new RunningProgram(snapshot, configuration, subject, unit).program();
    }

    private static Optional<UnitProperties> unit(Subject subject) throws InterruptedException {
        String name = subject.unit();
        if (name == null || !Subjects.systemdRuns()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                            UnitProperties.ask(List.of(name), PROPERTIES, PATIENCE).get(name))
                    .filter(UnitProperties::found);
        } catch (IOException _) {
            return Optional.empty(); // the process itself says enough
        }
    }

    private Optional<Program> program() {
        return subject.main().isPresent()
                ? subject.main().flatMap(this::running)
                : Optional.ofNullable(unit).flatMap(this::stopped);
    }

    private Optional<Program> running(Seen main) {
        Origin origin = snapshot.origin(main.pid());
        Optional<List<String>> started = started(main, origin);
        Optional<List<String>> argv =
                started.or(() -> Optional.ofNullable(unit).flatMap(RunningProgram::argv))
                        .or(() -> Optional.ofNullable(origin.program()).map(p -> List.of(p + "")));
        boolean certain = started.isPresent() || unit != null;
        Path process = Path.of("/proc", Integer.toString(main.pid()));
        Set<Path> written = new TreeSet<>();
        subject.family().stream()
                .limit(20)
                .forEach(s ->
                        written.addAll(
                                OpenLogs.written(Path.of("/proc", Integer.toString(s.pid())))));
        String user = origin.user();
        return argv.map(a ->
                new Program(
                        subject.fileName(),
                        a,
                        certain,
                        origin.folder(),
                        "root".equals(user) ? null : user,
                        "root".equals(user) ? null : origin.group(),
                        origin.environment(),
                        List.copyOf(subject.ports().keySet()),
                        written,
                        OpenLogs.output(process).orElse(null),
                        subject.service().logs(),
                        after(),
                        ownsLogs(user, origin.group()),
                        needs(),
                        present()));
    }

    /// The command line with its program's absolute path; empty where the process has given itself
    /// a title, which is one word with blanks or leads to no program.
    private static Optional<List<String>> started(Seen main, Origin origin) {
        if (main.arguments().isEmpty()) {
            return Optional.empty();
        }
        String first = main.arguments().getFirst();
        return path(first, origin)
                .map(path -> {
                    List<String> argv = new ArrayList<>(main.arguments());
                    argv.set(0, path.toString());
                    return argv;
                });
    }

    private static Optional<Path> path(String first, Origin origin) {
        List<Path> candidates = new ArrayList<>();
        try {
            Path named = Path.of(first);
            Path folder = origin.folder();
            if (named.isAbsolute()) {
                candidates.add(named);
            } else if (first.contains("/")) {
                candidates.add(folder == null ? named : folder.resolve(named));
            } else if (!first.isEmpty() && origin.searchPath() != null) {
                for (String place : origin.searchPath().split(":", -1)) {
                    candidates.add(Path.of(place, first));
                }
            }
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
        return candidates.stream()
                .filter(p -> p.isAbsolute() && Files.isRegularFile(p) && Files.isExecutable(p))
                .map(Path::normalize)
                .findFirst();
    }

    private Optional<Program> stopped(UnitProperties said) {
        String user = said.text("User");
        String folder = said.text("WorkingDirectory").replaceFirst("^[!-]", "");
        return argv(said)
                .map(a ->
                        new Program(
                                subject.fileName(),
                                a,
                                true,
                                folder.startsWith("/") ? Path.of(folder) : null,
                                user.isEmpty() || user.equals("root") ? null : user,
                                said.text("Group").isEmpty() ? null : said.text("Group"),
                                new TreeSet<>(),
                                List.of(),
                                Set.of(),
                                null,
                                subject.service().logs(),
                                after(),
                                false,
                                new Needs(null, 0, null, null),
                                present()));
    }

    /// Of the first command; systemd shows its words divided by blanks.
    private static Optional<List<String>> argv(UnitProperties unit) {
        Matcher exec = EXEC.matcher(unit.text("ExecStart"));
        if (!exec.matches()) {
            return Optional.empty();
        }
        List<String> argv = new ArrayList<>(List.of(exec.group(2).split(" ", -1)));
        argv.set(0, exec.group(1));
        return Optional.of(argv);
    }

    private @Nullable Present present() {
        UnitProperties said = unit;
        String name = subject.unit();
        return said == null || name == null
                ? null
                : new Present(
                        name,
                        said.text("Type"),
                        said.text("Restart"),
                        Duration.ofNanos(said.micros("WatchdogUSec") * 1000));
    }

    /// The units of the services that it needs.
    private List<String> after() {
        return configuration.services().stream()
                .filter(s -> subject.service().needs().contains(s.name()))
                .map(Service::unit)
                .flatMap(Optional::stream)
                .toList();
    }

    private boolean ownsLogs(@Nullable String user, @Nullable String group) {
        return user != null
                && group != null
                && !user.equals("root")
                && subject.service().logs().stream()
                        .map(HostFigures::withoutGlob)
                        .anyMatch(log -> user.equals(owner(log)));
    }

    /// Of the folder that it is, or lies in.
    private static @Nullable String owner(Path log) {
        Path folder = Files.isDirectory(log) ? log : log.getParent();
        try {
            return folder == null ? null : Files.getOwner(folder).getName();
        } catch (IOException _) {
            return null;
        }
    }

    private Needs needs() {
        Integer most = null;
        Long limit = null;
        int tasks = 0;
        for (Seen seen : subject.family()) {
            Limits limits = snapshot.limits(seen);
            Integer open = limits.descriptors();
            tasks += seen.threads();
            if (open != null && (most == null || open > most)) {
                most = open;
                limit = limits.descriptorLimit();
            }
        }
        return new Needs(MemoryRoom.memoryMax(snapshot, subject.family()), tasks, most, limit);
    }
}
