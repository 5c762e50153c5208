package dev.varde.standalone.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// A memory control group of the kernel with a limit, for the sample backend to die in.
///
/// @param procs the file that takes the pids (cgroups(7))
record MemoryCage(Path procs) implements AutoCloseable {
    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Path V1 = Path.of("/sys/fs/cgroup/memory");
    private static final Path V2 = Path.of("/sys/fs/cgroup");

    /// Empty where this user may not make one.
    ///
    /// @param limit bytes
    static Optional<MemoryCage> make(String name, long limit) {
        boolean v1 = Files.exists(V1.resolve("memory.limit_in_bytes"));
        Path group = (v1 ? V1 : V2).resolve(name);
        try {
            Files.createDirectory(group);
            Files.writeString(
                    group.resolve(v1 ? "memory.limit_in_bytes" : "memory.max"),
                    Long.toString(limit));
            Path swap = group.resolve("memory.swap.max");
            if (Files.exists(swap)) {
                Files.writeString(swap, "0");
            }
            return Optional.of(new MemoryCage(group.resolve("cgroup.procs")));
        } catch (IOException e) {
            group.toFile().delete();
            return Optional.empty();
        }
    }

    /// Only an empty group can be removed, and it empties a moment after its processes were killed.
    @Override
    public void close() {
        Path group = procs.getParent();
        for (int i = 0; group != null && Files.exists(group) && i < ATTEMPTS; i++) {
            if (!group.toFile().delete()) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
