package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.DiskSampled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// How full the file systems are that paths lie on.
final class FileSystems {
    private static final Set<String> WITHOUT_ROOM = Set.of("proc", "sysfs", "cgroup", "cgroup2");

    private final Posix posix;

    FileSystems(Posix posix) {
        this.posix = posix;
    }

    /// One for each file system, in the order of the paths; may hang as long as one of them does.
    ///
    /// @param paths those that are not there count for the nearest folder above
    List<DiskSampled> of(Stream<Path> paths) {
        return sampled(used(paths, Mounts.here()));
    }

    /// Those that the paths lie on, in their order.
    static List<Mounts.Mount> used(Stream<Path> paths, List<Mounts.Mount> mounts) {
        Map<Path, Mounts.Mount> used = new LinkedHashMap<>();
        paths.flatMap(p -> existing(p).stream())
                .flatMap(p -> Mounts.of(p, mounts).stream())
                .filter(m -> !WITHOUT_ROOM.contains(m.type()))
                .forEach(m -> used.putIfAbsent(m.point(), m));
        return List.copyOf(used.values());
    }

    /// May hang as long as one of them does.
    List<DiskSampled> sampled(List<Mounts.Mount> mounts) {
        return mounts.stream().flatMap(m -> sample(m).stream()).toList();
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
