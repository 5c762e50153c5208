package dev.varde.collector.kernel;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Reads `oom_kill` of /proc/vmstat, which counts every out-of-memory kill since boot, those of
/// cgroups included, and may be read by everybody (kernel 4.13 and newer); says how many there
/// were, not whom they hit.
final class KernelKillCount {
    private static final byte[] NAME = "\noom_kill ".getBytes(StandardCharsets.US_ASCII);

    private final Path vmstat;
    private final byte[] buffer = new byte[32_768];

    KernelKillCount(Path vmstat) {
        this.vmstat = vmstat;
    }

    /// Empty where it cannot be read or the kernel has no such count.
    OptionalLong now() {
        try (FileInputStream in = new FileInputStream(vmstat.toString())) {
            int filled = in.readNBytes(buffer, 0, buffer.length);
            for (int i = 0; i + NAME.length < filled; i++) {
                if (buffer[i] == '\n' && named(i)) {
                    return number(i + NAME.length, filled);
                }
            }
            return OptionalLong.empty();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }

    private boolean named(int at) {
        for (int i = 0; i < NAME.length; i++) {
            if (buffer[at + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    private OptionalLong number(int from, int filled) {
        long number = 0;
        int i = from;
        while (i < filled && i - from < 18 && buffer[i] >= '0' && buffer[i] <= '9') {
            number = number * 10 + buffer[i++] - '0';
        }
        return i == from ? OptionalLong.empty() : OptionalLong.of(number);
    }
}
