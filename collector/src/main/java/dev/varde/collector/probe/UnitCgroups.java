package dev.varde.collector.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The processes of a systemd unit, from `cgroup.procs` of its cgroup (cgroups(7)); in the unified
/// hierarchy or, with version 1, in the `systemd` one.
final class UnitCgroups {
    static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final int DEEPEST = 6;

    private final Path root;
    private final Map<String, Path> known = new HashMap<>();
    private final Map<String, Long> searched = new HashMap<>();

    UnitCgroups(Path root) {
        this.root = root;
    }

    /// All processes in the unit's cgroup and those below it.
    Set<Integer> pids(String unit) {
        Set<Integer> pids = new HashSet<>();
        folder(unit).ifPresent(f -> collect(f, pids));
        return pids;
    }

    /// The innermost of the units whose cgroup a process is in, by the paths in /proc/PID/cgroup.
    static Optional<String> unitOf(Path proc, int pid, Set<String> units) {
        return Proc.text(proc + "/" + pid + "/cgroup", 16_384).stream()
                .flatMap(String::lines)
                .flatMap(line ->
                        Arrays.stream(line.substring(line.lastIndexOf(':') + 1).split("/", -1)))
                .filter(units::contains)
                .reduce((_, b) -> b);
    }

    /// The unit's path as the kernel writes it, such as `/system.slice/kontali.service`.
    Optional<String> path(String unit) {
        return folder(unit)
                .flatMap(f ->
                        hierarchies().stream()
                                .filter(f::startsWith)
                                .map(h -> "/" + h.relativize(f))
                                .findFirst());
    }

    private synchronized Optional<Path> folder(String unit) {
        Path before = known.get(unit);
        if (before != null && Files.isDirectory(before)) {
            return Optional.of(before);
        }
        Optional<Path> usual =
                hierarchies().stream()
                        .map(h -> h.resolve("system.slice").resolve(unit))
                        .filter(Files::isDirectory)
                        .findFirst();
        Optional<Path> found = usual.isPresent() ? usual : search(unit);
        found.ifPresent(f -> known.put(unit, f));
        return found;
    }

    /// Walks the hierarchies, at most once in ten seconds for each unit.
    private Optional<Path> search(String unit) {
        long now = System.nanoTime();
        Long last = searched.get(unit);
        if (last != null && now - last < 10_000_000_000L) {
            return Optional.empty();
        }
        searched.put(unit, now);
        return hierarchies().stream().flatMap(h -> below(h, unit).stream()).findFirst();
    }

    private static Optional<Path> below(Path hierarchy, String unit) {
        try (Stream<Path> folders =
                Files.find(hierarchy, DEEPEST, (p, a) -> a.isDirectory() && p.endsWith(unit))) {
            return folders.findFirst();
        } catch (IOException | java.io.UncheckedIOException vanished) {
            return Optional.empty();
        }
    }

    private List<Path> hierarchies() {
        return Stream.of(root.resolve("systemd"), root.resolve("unified"), root)
                .filter(h -> Files.exists(h.resolve("cgroup.procs"), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    private static void collect(Path folder, Set<Integer> pids) {
        try (Stream<Path> folders = Files.walk(folder, DEEPEST)) {
            folders.filter(Files::isDirectory)
                    .map(f -> Proc.text(f + "/cgroup.procs", 1 << 20).orElse(""))
                    .flatMap(String::lines)
                    .filter(l -> l.matches("[1-9][0-9]{0,8}"))
                    .forEach(l -> pids.add(Integer.valueOf(l)));
        } catch (IOException | java.io.UncheckedIOException vanished) {
            return;
        }
    }
}
