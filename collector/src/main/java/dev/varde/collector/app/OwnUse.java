package dev.varde.collector.app;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What this process uses of the host.
///
/// @param resident bytes (proc_pid_status(5), VmRSS); 0 where /proc does not say
/// @param cpuSeconds user and system time since the start
record OwnUse(Duration uptime, long resident, double cpuSeconds) {
    private static final Path STATUS = Path.of("/proc/self/status");

    static OwnUse now(Instant now) {
        ProcessHandle.Info self = ProcessHandle.current().info();
        Instant start = self.startInstant().orElse(now);
        Duration uptime = start.isAfter(now) ? Duration.ZERO : Duration.between(start, now);
        double cpu = self.totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1_000.0;
        return new OwnUse(uptime, residentBytes(), cpu);
    }

    static long heap() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// File descriptors in use (proc_pid_fd(5)); null where /proc does not say.
    static @Nullable Integer openFiles() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? null : open.length;
    }

    private static long residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
            return 0;
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }
}
