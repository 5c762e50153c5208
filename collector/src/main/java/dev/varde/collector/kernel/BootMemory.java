package dev.varde.collector.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.wire.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a collector leaves behind of the boot that it lived in, in `boot.json`. The file's time is
/// when it last lived. A file that cannot be read counts as none. Thread-safe.
final class BootMemory {
    private static final RedactedLog LOG = RedactedLog.of(BootMemory.class);
    private static final long LARGEST = 64 << 10;

    enum State {
        /// It runs, or ended without being told to.
        RUNNING,
        /// It was told to stop.
        STOPPED,
        /// It was told to stop because the host shut down.
        SHUTTING_DOWN
    }

    /// @param dumps what pstore held and was told of already, at most 64
    record Left(String bootId, State state, List<String> dumps) {
        static final int MOST_DUMPS = 64;

        Left {
            int extra = Math.max(0, dumps.size() - MOST_DUMPS);
            dumps = List.copyOf(dumps.subList(extra, dumps.size()));
        }
    }

    /// @param aliveAt when a collector last lived in that boot
    record Past(Left left, Instant aliveAt) {}

    private final Path file;
    private final ObjectMapper mapper = Codec.mapper();

    BootMemory(Path folder) {
        this.file = folder.resolve("boot.json");
    }

    /// Empty where no collector left anything.
    synchronized Optional<Past> recall() {
        try {
            if (Files.notExists(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            Left left = mapper.readValue(Files.readAllBytes(file), Left.class);
            return Optional.of(new Past(left, Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException | RuntimeException torn) {
            LOG.warnf("%s cannot be read and is taken as empty: %s", file, torn.getClass());
            return Optional.empty();
        }
    }

    synchronized void leave(Left left) {
        try {
            Path fresh = file.resolveSibling("boot.json.new");
            Files.write(fresh, mapper.writeValueAsBytes(left));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException full) {
            LOG.warnf("%s cannot be written: %s", file, full.getMessage());
        }
    }

    /// Only the file's time is set, which costs the disk next to nothing.
    synchronized void alive(Instant now) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(now));
        } catch (IOException gone) {
            LOG.debugf("the time of %s cannot be set: %s", file, gone.getMessage());
        }
    }
}
