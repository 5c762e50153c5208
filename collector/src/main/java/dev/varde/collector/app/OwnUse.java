package dev.varde.collector.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

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
