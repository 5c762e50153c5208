package dev.varde.collector.app;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
    private static final Path STAT = Path.of("/proc/self/stat");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double TICKS_A_SECOND = 100; // USER_HZ on x86-64 and arm64
    private static final String RESIDENT = "\nVmRSS:";
    private static final int USER_TIME = 11; // counted from the state on, as is the next
    private static final int SYSTEM_TIME = 12;
    private static final Instant STARTED =
            ProcessHandle.current().info().startInstant().orElseGet(Instant::now);

    static OwnUse now(Instant now) {
        Duration uptime = STARTED.isAfter(now) ? Duration.ZERO : Duration.between(STARTED, now);
        return new OwnUse(uptime, residentBytes(), processorSeconds());
    }

    /// User and system time (proc_pid_stat(5)); 0 where /proc does not say.
    private static double processorSeconds() {
        try {
            String stat = Files.readString(STAT, StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
            return (double) ticks / TICKS_A_SECOND;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
            return 0;
        }
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
            String status = Files.readString(STATUS, StandardCharsets.ISO_8859_1);
            int at = status.indexOf(RESIDENT) + RESIDENT.length();
            String kib = status.substring(at, status.indexOf(" kB", at));
            return Long.parseLong(kib.strip()) * 1024;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException _) {
            return 0;
        }
    }
}
