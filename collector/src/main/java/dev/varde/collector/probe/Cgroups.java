package dev.varde.collector.probe;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/// The memory cgroup of a process and its limits, of cgroup versions 1 and 2 (cgroups(7)).
final class Cgroups {
    /// From here on a version 1 limit means "no limit"; the kernel shows the largest page count.
    private static final long NO_LIMIT = 1L << 62;

    private static final int DEEPEST = 32;
    private static final int MOST_DIGITS = 18;

    private final Path proc;
    private final Path root;

    Cgroups(Path proc, Path root) {
        this.proc = proc;
        this.root = root;
    }

    /// @param path as the kernel writes it, from the hierarchy's root
    /// @param folder where it is mounted
    record Place(String path, Path folder, Path hierarchy, String limitFile) {}

    /// The cgroup that counts the process's memory.
    Optional<Place> memory(int pid) {
        String lines = Proc.text(proc + "/" + pid + "/cgroup", 16_384).orElse("");
        for (String line : lines.split("\n", -1)) {
            Optional<Place> place = versionOne(line).or(() -> versionTwo(line));
            if (place.isPresent() && Files.isDirectory(place.get().folder())) {
                return place;
            }
        }
        return Optional.empty();
    }

    private Optional<Place> versionOne(String line) {
        if (!line.contains("memory")) {
            return Optional.empty();
        }
        String[] parts = line.split(":", 3);
        boolean memory =
                parts.length == 3 && java.util.List.of(parts[1].split(",")).contains("memory");
        return memory
                ? Optional.of(place(root.resolve("memory"), parts[2], "memory.limit_in_bytes"))
                : Optional.empty();
    }

    /// Only where the unified hierarchy has the memory controller; beside version 1 it has not.
    private Optional<Place> versionTwo(String line) {
        boolean unified =
                line.startsWith("0::")
                        && Proc.text(root + "/cgroup.controllers", 4096)
                                .filter(c -> c.contains("memory"))
                                .isPresent();
        return unified
                ? Optional.of(place(root, line.substring(3), "memory.max"))
                : Optional.empty();
    }

    private static Place place(Path hierarchy, String path, String limitFile) {
        int begin = 0;
        while (begin < path.length() && path.charAt(begin) == '/') {
            begin++;
        }
        Path below = hierarchy.resolve(path.substring(begin)).normalize();
        Path folder = below.startsWith(hierarchy) ? below : hierarchy;
        return new Place(path, folder, hierarchy, limitFile);
    }

    /// The place of a cgroup's memory, from its path.
    Optional<Place> memory(String path) {
        return Files.isDirectory(root.resolve("memory"))
                ? versionOne("0:memory:" + path)
                : versionTwo("0::" + path);
    }

    /// The tightest limit of the cgroup and all above it, in bytes.
    OptionalLong limit(int pid) {
        Optional<Place> place = memory(pid);
        return place.isEmpty() ? OptionalLong.empty() : limit(place.get());
    }

    static OptionalLong limit(Place place) {
        long tightest = NO_LIMIT;
        Path folder = place.folder();
        for (int i = 0; i < DEEPEST && folder != null; i++) {
            tightest = Math.min(tightest, limitOf(folder.resolve(place.limitFile())));
            folder = folder.equals(place.hierarchy()) ? null : folder.getParent();
        }
        return tightest >= NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(tightest);
    }

    /// How many processes were killed for lack of memory in it: `oom_kill` of `memory.events`,
    /// which counts those of the cgroups below too, or of version 1's `memory.oom_control`, which
    /// does not.
    static OptionalLong kills(Place place) {
        return Proc.text(place.folder() + "/memory.events", 4096)
                .or(() -> Proc.text(place.folder() + "/memory.oom_control", 4096))
                .flatMap(t -> Proc.number(t, "oom_kill "))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /// The most that it ever had: `memory.peak` since kernel 5.19, `memory.max_usage_in_bytes` of
    /// version 1.
    static OptionalLong peak(Place place) {
        return Proc.text(place.folder() + "/memory.peak", 64)
                .or(() -> Proc.text(place.folder() + "/memory.max_usage_in_bytes", 64))
                .map(t -> whole(t.strip()))
                .filter(n -> n >= 0)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static long limitOf(Path file) {
        long limit = Proc.text(file.toString(), 64).map(t -> whole(t.strip())).orElse(-1L);
        return limit < 0 ? NO_LIMIT : limit;
    }

    /// -1 for what is not digits, such as `max`, or too many.
    private static long whole(String digits) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9' || i >= MOST_DIGITS) {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return digits.isEmpty() ? -1 : number;
    }

    /// Whether all processes of the cgroup satisfy the test, and there is one.
    static boolean all(Place place, java.util.function.IntPredicate test) {
        String pids = Proc.text(place.folder() + "/cgroup.procs", 1 << 20).orElse("");
        return !pids.isBlank()
                && pids.lines()
                        .mapToLong(Cgroups::whole)
                        .filter(pid -> pid >= 0 && pid <= Integer.MAX_VALUE)
                        .allMatch(pid -> test.test((int) pid));
    }
}
