package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.CgroupUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What a process's control groups count and allow, of version 2 (cgroup-v2.rst) or 1
/// (cgroup-v1/memory.rst and pids.rst). A limit is the tightest of the group's and of those above.
/// Not thread-safe.
final class CgroupFigures {
    /// From here on a version 1 limit means that there is none.
    private static final long NO_LIMIT = 1L << 62;

    private static final int DEEPEST = 32;

    private final Path proc;
    private final Path root;
    private final Figures figures = new Figures(64);

    CgroupFigures(Path proc, Path root) {
        this.proc = proc;
        this.root = root;
    }

    /// Empty where it is in no group of its own, which is at the root.
    Optional<CgroupUse> of(int pid) {
        String lines = Proc.text(proc + "/" + pid + "/cgroup", 16_384).orElse("");
        Path memory = null;
        Path pids = null;
        Path unified = null;
        for (String line : lines.lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                continue;
            }
            List<String> controllers = List.of(parts[1].split(",", -1));
            memory = controllers.contains("memory") ? below("memory", parts[2]) : memory;
            pids = controllers.contains("pids") ? below("pids", parts[2]) : pids;
            unified = line.startsWith("0::") ? below("", parts[2]) : unified;
        }
        if (memory != null) {
            return Optional.of(versionOne(memory, pids));
        }
        return Optional.ofNullable(unified).map(this::versionTwo);
    }

    /// Null at the root and for what would lead out of the hierarchy.
    private @Nullable Path below(String hierarchy, String path) {
        Path top = root.resolve(hierarchy);
        Path folder = top.resolve(path.replaceFirst("^/+", "")).normalize();
        return folder.startsWith(top) && !folder.equals(top) ? folder : null;
    }

    private CgroupUse versionOne(Path memory, @Nullable Path pids) {
        Path top = root.resolve("memory");
        Long limit = tightest(memory, top, "memory.limit_in_bytes");
        Long both = tightest(memory, top, "memory.memsw.limit_in_bytes");
        return new CgroupUse(
                figure(memory, "memory.usage_in_bytes"),
                null,
                both == null || limit == null ? null : Math.max(0, both - limit),
                pids == null ? null : figure(pids, "pids.current"),
                pids == null ? null : tightest(pids, root.resolve("pids"), "pids.max"),
                null);
    }

    private CgroupUse versionTwo(Path group) {
        return new CgroupUse(
                figure(group, "memory.current"),
                tightest(group, root, "memory.high"),
                tightest(group, root, "memory.swap.max"),
                figure(group, "pids.current"),
                tightest(group, root, "pids.max"),
                new Stalls(group + "/", ".pressure").read());
    }

    private @Nullable Long figure(Path folder, String file) {
        OptionalLong value =
                figures.read(folder + "/" + file) ? figures.first() : OptionalLong.empty();
        return value.isPresent() ? value.getAsLong() : null;
    }

    private @Nullable Long tightest(Path group, Path top, String file) {
        long tightest = NO_LIMIT;
        Path folder = group;
        for (int i = 0; i < DEEPEST && folder != null && folder.startsWith(top); i++) {
            Long limit = figure(folder, file);
            tightest = limit == null ? tightest : Math.min(tightest, limit);
            folder = folder.getParent();
        }
        return tightest >= NO_LIMIT ? null : tightest;
    }
}
