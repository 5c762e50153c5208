package dev.varde.collector.probe;

import java.io.File;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What one process holds and may hold (proc_pid_status(5), proc_pid_limits(5)). Not thread-safe.
final class ProcessFigures {
    private final Path proc;
    private final Figures figures = new Figures(8_192);

    ProcessFigures(Path proc) {
        this.proc = proc;
    }

    /// Bytes of it that are swapped out.
    long swap(int pid) {
        boolean there = figures.read(proc + "/" + pid + "/status");
        return there ? figures.after("VmSwap:").orElse(0) * 1024 : 0;
    }

    /// Empty when its descriptors may not be counted.
    OptionalInt descriptors(int pid) {
        String[] open = new File(proc + "/" + pid + "/fd").list();
        return open == null ? OptionalInt.empty() : OptionalInt.of(open.length);
    }

    /// Soft limits; null for `unlimited`, and where they cannot be read.
    record Limits(@Nullable Long openFiles, @Nullable Long processes) {}

    Limits limits(int pid) {
        return figures.read(proc + "/" + pid + "/limits")
                ? new Limits(limit("Max open files"), limit("Max processes"))
                : new Limits(null, null);
    }

    private @Nullable Long limit(String name) {
        OptionalLong limit = figures.after(name);
        return limit.isPresent() ? limit.getAsLong() : null;
    }
}
