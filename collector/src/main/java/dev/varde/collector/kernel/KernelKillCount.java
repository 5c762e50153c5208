package dev.varde.collector.kernel;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads `oom_kill` of /proc/vmstat, which counts every out-of-memory kill since boot, those of
/// cgroups included, and may be read by everybody (kernel 4.13 and newer); says how many there
/// were, not whom they hit. The file stays open: the kernel writes it anew for each look.
final class KernelKillCount {
    private static final byte[] NAME = "\noom_kill ".getBytes(StandardCharsets.US_ASCII);

    private final Path vmstat;
    private final byte[] buffer = new byte[32_768];
    private @Nullable RandomAccessFile open;

    KernelKillCount(Path vmstat) {
        this.vmstat = vmstat;
    }

    /// Empty where it cannot be read or the kernel has no such count.
    OptionalLong now() {
        try {
            int filled = read();
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

    private int read() throws IOException {
        RandomAccessFile file = open;
        if (file == null) {
            file = new RandomAccessFile(vmstat.toFile(), "r");
            open = file;
        }
        file.seek(0);
        int filled = 0;
        int n;
        while (filled < buffer.length
                && (n = file.read(buffer, filled, buffer.length - filled)) > 0) {
            filled += n;
        }
        return filled;
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
