package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How full the file systems are on which services, their logs and Varde itself write.
final class Disks {
    private static final Set<String> WITHOUT_ROOM = Set.of("proc", "sysfs", "cgroup", "cgroup2");

    private final Posix posix;
    private final Roster roster;
    private volatile List<Service> services;
    private final Path data;

    Disks(Posix posix, Roster roster, List<Service> services, Path data) {
        this.posix = posix;
        this.roster = roster;
        this.services = services;
        this.data = data;
    }

    void reconfigure(List<Service> next) {
        services = List.copyOf(next);
    }

    /// One for each file system; may hang as long as a file system does.
    List<DiskSampled> sample() {
        List<Mounts.Mount> mounts = Mounts.read("/proc/self/mounts");
        Map<Path, Mounts.Mount> used = new LinkedHashMap<>();
        paths().flatMap(p -> Mounts.of(p, mounts).stream())
                .filter(m -> !WITHOUT_ROOM.contains(m.type()))
                .forEach(m -> used.putIfAbsent(m.point(), m));
        return used.values().stream().flatMap(m -> sample(m).stream()).toList();
    }

    private Optional<DiskSampled> sample(Mounts.Mount mount) {
        return posix.space(mount.point().toString())
                .filter(s -> s.total() > 0)
                .map(s ->
                        new DiskSampled(
                                mount.point().toString(),
                                mount.device(),
                                s.total(),
                                s.available(),
                                s.inodes(),
                                s.inodesFree(),
                                s.readOnly() || mount.readOnly()));
    }

    private Stream<Path> paths() {
        Stream<Path> logs =
                services.stream().flatMap(s -> s.logs().stream()).map(Disks::withoutGlob);
        Stream<Path> homes =
                services.stream()
                        .flatMap(s -> roster.mainMember(s.name()).stream())
                        .flatMap(m -> workingFolder(m.key.pid()).stream());
        return Stream.of(Stream.of(data), logs, homes)
                .flatMap(s -> s)
                .flatMap(p -> existing(p).stream());
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

    /// The path, or the nearest one above it that is there, with links followed.
    private static Optional<Path> existing(Path path) {
        Path at = path.toAbsolutePath();
        while (at != null) {
            try {
                return Optional.of(at.toRealPath());
            } catch (IOException absent) {
                at = at.getParent();
            }
        }
        return Optional.empty();
    }
}
