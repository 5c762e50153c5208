package dev.varde.collector.probe;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Reads small files of proc(5), which may vanish or be forbidden at any moment.
final class Proc {
    static final Path ROOT = Path.of("/proc");
    static final long PAGE_BYTES = pageBytes();

    /// USER_HZ, 100 on x86-64 and arm64.
    private static final long TICKS_PER_SECOND = 100;

    private static final long ARM_64K = 65_536;
    private static final int FIRST_READ = 4_096;

    private Proc() {}

    /// The first bytes of a process's file; empty when the process is gone or it may not be read.
    static Optional<byte[]> bytes(Path proc, int pid, String name, int most) {
        return bytes(proc + "/" + pid + "/" + name, most);
    }

    /// A file of /proc says nothing of its size; the buffer grows with what comes.
    static Optional<byte[]> bytes(String path, int most) {
        try (FileInputStream in = new FileInputStream(path)) {
            byte[] buffer = new byte[Math.min(most, FIRST_READ)];
            int filled = 0;
            int n;
            while (filled < most && (n = in.read(buffer, filled, buffer.length - filled)) > 0) {
                filled += n;
                if (filled == buffer.length && filled < most) {
                    buffer = Arrays.copyOf(buffer, (int) Math.min(most, 2L * filled));
                }
            }
            return Optional.of(Arrays.copyOf(buffer, filled));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    static Optional<String> text(String path, int most) {
        return bytes(path, most).map(b -> new String(b, StandardCharsets.UTF_8));
    }

    /// The first whole number after `label`, such as `VmSwap:` in /proc/PID/status.
    static Optional<Long> number(String text, String label) {
        int at = text.startsWith(label) ? 0 : text.indexOf("\n" + label) + 1;
        if (at == 0 && !text.startsWith(label)) {
            return Optional.empty();
        }
        int from = at + label.length();
        while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
            from++;
        }
        int to = from;
        while (to < text.length() && Character.isDigit(text.charAt(to)) && to - from < 18) {
            to++;
        }
        return to == from ? Optional.empty() : Optional.of(Long.valueOf(text.substring(from, to)));
    }

    /// When the host started, by the clock as it is now; jumps of the clock move it.
    static Instant bootedAt(Instant now) {
        double uptime =
                text("/proc/uptime", 64)
                        .map(t -> Double.parseDouble(t.substring(0, t.indexOf(' '))))
                        .orElse(0.0);
        return now.minus(Duration.ofMillis((long) (uptime * 1000)));
    }

    static Instant startedAt(Instant bootedAt, long startTicks) {
        return bootedAt.plusMillis(startTicks * 1000 / TICKS_PER_SECOND);
    }

    /// The other way round of [#startedAt].
    static long ticks(Instant bootedAt, Instant time) {
        return Math.max(0, Duration.between(bootedAt, time).toMillis() * TICKS_PER_SECOND / 1000);
    }

    /// From the page size in the auxiliary vector (getauxval(3), AT_PAGESZ is entry 6).
    private static long pageBytes() {
        try {
            byte[] auxv = Files.readAllBytes(Path.of("/proc/self/auxv"));
            java.nio.LongBuffer entries =
                    java.nio.ByteBuffer.wrap(auxv)
                            .order(java.nio.ByteOrder.nativeOrder())
                            .asLongBuffer();
            while (entries.remaining() >= 2) {
                long type = entries.get();
                long value = entries.get();
                if (type == 6 && value >= 4096 && value <= ARM_64K) {
                    return value;
                }
            }
        } catch (IOException unreadable) {
            return 4096;
        }
        return 4096;
    }
}
