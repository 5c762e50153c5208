package dev.varde.collector.right;

import dev.varde.collector.right.Sight.Standing;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import dev.varde.events.config.Configuration.RestartAction.RestartUnit;
import dev.varde.events.config.Configuration.Service;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tries each source by reading it and says how far this process gets.
public final class Survey {
    private static final Pattern VERSION = Pattern.compile("^(\\d{1,4})\\.(\\d{1,4})");
    private static final int MOST_LOGS = 500;
    private static final String DENIED = "permission denied";

    private final Path root;
    private final BooleanSupplier pidfds;

    public Survey() {
        this(() -> true);
    }

    /// @param pidfds whether deaths are watched by pidfds in this process
    public Survey(BooleanSupplier pidfds) {
        this(Path.of("/"), pidfds);
    }

    /// @param root below which `proc`, `sys` and the others lie
    Survey(Path root, BooleanSupplier pidfds) {
        this.root = root;
        this.pidfds = pidfds;
    }

    /// All sources that the services make use of, in the order of [Right].
    public List<Sight> look(List<Service> services) {
        List<Sight> sights = new ArrayList<>();
        sights.add(kernelLog());
        sights.addAll(logs(services));
        if (services.stream().anyMatch(Survey::hasUnit)) {
            journal().ifPresent(sights::add);
        }
        sights.addAll(standing());
        if (services.stream().anyMatch(s -> s.restart() instanceof RestartUnit)) {
            sights.add(restart());
        }
        return List.copyOf(sights);
    }

    /// Those of the sources that nothing else in the collector tries: their blindness is told from
    /// here.
    public List<Sight> standing() {
        return List.of(processes(), descriptors(), exitStatus(), controlGroups());
    }

    private static boolean hasUnit(Service service) {
        return service.process() instanceof ByUnit || service.restart() instanceof RestartUnit;
    }

    private Sight kernelLog() {
        Path device = root.resolve("dev/kmsg");
        try (FileChannel _ = FileChannel.open(device, StandardOpenOption.READ)) {
            return Sight.of(Right.KERNEL_LOG, Standing.SEEN, "/dev/kmsg can be read");
        } catch (IOException e) {
            return Sight.of(Right.KERNEL_LOG, Standing.BLIND, "/dev/kmsg: " + reason(e));
        }
    }

    private List<Sight> logs(List<Service> services) {
        return services.stream()
                .flatMap(s -> s.logs().stream())
                .filter(log -> log.startsWith("/"))
                .distinct()
                .limit(MOST_LOGS)
                .map(this::log)
                .toList();
    }

    private Sight log(String log) {
        return switch (Access.of(below(log))) {
            case Access.Yes(int files) ->
                    new Sight(Right.LOGS, log, Standing.SEEN, files + " can be read");
            case Access.No(Path first) ->
                    new Sight(Right.LOGS, log, Standing.BLIND, denied(log, first));
            case Access.Nothing() ->
                    new Sight(Right.LOGS, log, Standing.UNKNOWN, "there is no such file now");
        };
    }

    private String denied(String log, Path first) {
        return first.equals(below(log)) ? DENIED : first + ": " + DENIED;
    }

    private Path below(String absolute) {
        return root.resolve(absolute.substring(1));
    }

    /// Empty where systemd does not run.
    private Optional<Sight> journal() {
        if (!Files.isDirectory(root.resolve("run/systemd/system"))) {
            return Optional.empty();
        }
        boolean any =
                readsJournal(root.resolve("var/log/journal"))
                        || readsJournal(root.resolve("run/log/journal"));
        return Optional.of(
                any
                        ? Sight.of(Right.JOURNAL, Standing.SEEN, "the system's journal can be read")
                        : Sight.of(
                                Right.JOURNAL,
                                Standing.BLIND,
                                "no journal of the system can be read"));
    }

    /// One folder for each machine, named by its id (systemd-journald.service(8)).
    private static boolean readsJournal(Path folder) {
        try (DirectoryStream<Path> machines = Files.newDirectoryStream(folder)) {
            for (Path machine : machines) {
                if (Files.isReadable(machine.resolve("system.journal"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException _) {
            return false;
        }
    }

    private Sight processes() {
        return Files.isReadable(root.resolve("proc/1/stat"))
                ? Sight.of(Right.PROCESSES, Standing.SEEN, "all processes are visible")
                : Sight.of(
                        Right.PROCESSES,
                        Standing.BLIND,
                        "other users' processes are hidden: /proc is mounted with hidepid");
    }

    /// Process 1 belongs to root; who may see its descriptors may see everybody's.
    private Sight descriptors() {
        String[] open = new File(root.resolve("proc/1/fd").toString()).list();
        return open != null
                ? Sight.of(Right.DESCRIPTORS, Standing.SEEN, "those of all processes")
                : Sight.of(
                        Right.DESCRIPTORS,
                        Standing.BLIND,
                        "open files of other users' processes and the holder of a port cannot be"
                                + " seen");
    }

    private Sight exitStatus() {
        int kernel = kernel();
        if (kernel < version(5, 3) || !pidfds.getAsBoolean()) {
            return Sight.of(
                    Right.EXIT_STATUS,
                    Standing.BLIND,
                    "deaths are seen by looking once a second, without exit codes");
        }
        return kernel < version(6, 15)
                ? Sight.of(
                        Right.EXIT_STATUS,
                        Standing.DIM,
                        "deaths are seen at once; this kernel keeps exit codes for the parent")
                : Sight.of(Right.EXIT_STATUS, Standing.SEEN, "at once, with code and signal");
    }

    private int kernel() {
        try {
            Matcher release =
                    VERSION.matcher(Files.readString(root.resolve("proc/sys/kernel/osrelease")));
            return release.find()
                    ? version(
                            Integer.parseInt(release.group(1)), Integer.parseInt(release.group(2)))
                    : 0;
        } catch (IOException _) {
            return 0;
        }
    }

    private static int version(int major, int minor) {
        return major * 10_000 + minor;
    }

    private Sight controlGroups() {
        String[] mounted = new File(root.resolve("sys/fs/cgroup").toString()).list();
        return mounted != null && mounted.length > 0
                ? Sight.of(Right.CONTROL_GROUPS, Standing.SEEN, "limits and kills can be read")
                : Sight.of(Right.CONTROL_GROUPS, Standing.BLIND, "/sys/fs/cgroup is not mounted");
    }

    private static Sight restart() {
        return "root".equals(System.getProperty("user.name"))
                ? Sight.of(Right.RESTART, Standing.SEEN, "as root")
                : Sight.of(Right.RESTART, Standing.UNKNOWN, "polkit decides when it is asked");
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> DENIED;
            case NoSuchFileException _ -> "there is no such device";
            case FileSystemException f when f.getReason() != null -> f.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
