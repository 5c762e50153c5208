package dev.varde.collector.tail;

import dev.varde.collector.redact.RedactedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.TreeSet;

/// How far the kernel's log was read and handed on, in a file of one line: boot id, sequence,
/// microseconds since boot before which nothing is told. It moves past a record only when the
/// broker has it. Thread-safe.
final class KernelPosition {
    private static final RedactedLog LOG = RedactedLog.of(KernelPosition.class);
    private static final int LONGEST = 200;

    private final Path file;
    private final String bootId;
    private final TreeSet<Long> pending = new TreeSet<>();
    private long read = -1;
    private long fromMicros;
    private boolean recalled;

    KernelPosition(Path file, String bootId) {
        this.file = file;
        this.bootId = bootId;
    }

    /// Where to begin.
    ///
    /// @param sequence the last record that needs no telling; -1 where there is none
    /// @param fromMicros records written before are not told
    record Start(long sequence, long fromMicros) {}

    /// After a boot that no collector has seen, the boot; where there never was a collector, now,
    /// which is written down at once.
    synchronized Start recall(long nowMicros) {
        Start start =
                words().map(w ->
                                w[0].equals(bootId)
                                        ? new Start(Long.parseLong(w[1]), Long.parseLong(w[2]))
                                        : new Start(-1, 0))
                        .orElse(new Start(-1, nowMicros));
        read = start.sequence();
        fromMicros = start.fromMicros();
        recalled = true;
        save();
        return start;
    }

    private Optional<String[]> words() {
        try {
            if (Files.notExists(file) || Files.size(file) > LONGEST) {
                return Optional.empty();
            }
            String[] words = Files.readString(file).strip().split(" ");
            boolean sound =
                    words.length == 3
                            && words[1].matches("-?\\d{1,18}")
                            && words[2].matches("\\d{1,18}");
            return sound ? Optional.of(words) : Optional.empty();
        } catch (IOException torn) {
            return Optional.empty();
        }
    }

    synchronized void read(long sequence) {
        read = Math.max(read, sequence);
    }

    synchronized void handedOn(long sequence) {
        pending.add(sequence);
    }

    synchronized void acknowledged(long sequence) {
        pending.remove(sequence);
        save();
    }

    /// Nothing before the position was recalled, so that a run that ends at once forgets nothing.
    synchronized void save() {
        if (!recalled) {
            return;
        }
        long safe = pending.isEmpty() ? read : pending.first() - 1;
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, bootId + " " + safe + " " + fromMicros + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            LOG.warnf("%s cannot be written: %s", file, full.getMessage());
        }
    }
}
