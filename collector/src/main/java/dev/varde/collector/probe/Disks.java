package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How full the file systems are on which services, their logs and Varde itself write.
///
/// Which ones that are is found out when something is mounted, when other services are watched and
/// every half minute: to follow the links of all paths costs more than to ask how full they are.
final class Disks {
    private static final long RENEWED = Duration.ofSeconds(30).toNanos();

    private final FileSystems fileSystems;
    private final Roster roster;
    private volatile List<Service> services;
    private final Path data;
    private final Map<String, Cadence> cadences = new LinkedHashMap<>();
    private volatile @Nullable Known known;

    /// The file systems in use.
    private record Known(String table, long nanos, List<Mounts.Mount> used) {
        boolean holds(String now, long at) {
            return table.equals(now) && at - nanos < RENEWED;
        }
    }

    Disks(Posix posix, Roster roster, List<Service> services, Path data) {
        this.fileSystems = new FileSystems(posix);
        this.roster = roster;
        this.services = services;
        this.data = data;
    }

    void reconfigure(List<Service> next) {
        services = List.copyOf(next);
        known = null;
    }

    /// Those of file systems that have news; may hang as long as a file system does.
    ///
    /// @param full share in use over which a file system is warned about
    List<DiskSampled> news(double full, long nanos) {
        List<DiskSampled> all = fileSystems.sampled(used(nanos));
        cadences.keySet().retainAll(all.stream().map(DiskSampled::mount).toList());
        return all.stream()
                .filter(d ->
                        cadences.computeIfAbsent(d.mount(), _ -> new Cadence())
                                .worth(gauges(d, full), nanos))
                .toList();
    }

    private static List<Gauge> gauges(DiskSampled d, double full) {
        return List.of(
                Gauge.used(d.total() - d.available(), d.total()).flagged(full * (double) d.total()),
                Gauge.used(d.inodes() - d.inodesFree(), Math.max(1, d.inodes()))
                        .flagged(full * (double) d.inodes()),
                Gauge.of(d.readOnly() ? 1 : 0, 1));
    }

    private List<Mounts.Mount> used(long nanos) {
        String table = Mounts.table();
        Known before = known;
        if (before != null && before.holds(table, nanos)) {
            return before.used();
        }
        List<Mounts.Mount> used = FileSystems.used(paths(), Mounts.parseAll(table));
        known = new Known(table, nanos, used);
        return used;
    }

    private Stream<Path> paths() {
        Stream<Path> logs =
                services.stream().flatMap(s -> s.logs().stream()).map(Disks::withoutGlob);
        Stream<Path> homes =
                services.stream()
                        .flatMap(s -> roster.mainMember(s.name()).stream())
                        .flatMap(m -> workingFolder(m.key.pid()).stream());
        return Stream.of(Stream.of(data), logs, homes).flatMap(s -> s);
    }

    private static Optional<Path> workingFolder(int pid) {
        try {
            return Optional.of(Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd")));
        } catch (IOException forbidden) {
            return Optional.empty();
        }
    }

    /// The folder above the first part that is a pattern.
    static Path withoutGlob(String pattern) {
        int wild = 0;
        while (wild < pattern.length() && "*?[{".indexOf(pattern.charAt(wild)) < 0) {
            wild++;
        }
        int slash = pattern.lastIndexOf('/', wild == pattern.length() ? wild : wild - 1);
        return Path.of(wild == pattern.length() ? pattern : pattern.substring(0, slash + 1));
    }
}
