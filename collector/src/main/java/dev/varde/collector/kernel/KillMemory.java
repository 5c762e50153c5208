package dev.varde.collector.kernel;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.wire.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What one run leaves to the next of kills, in `kills.json`: those told, and how far the kernel's
/// count is accounted for. A file that cannot be read counts as none.
final class KillMemory {
    private static final RedactedLog LOG = RedactedLog.of(KillMemory.class);
    private static final long LARGEST = 1 << 20;

    /// @param counted kills since boot that are accounted for
    record Known(String bootId, long counted, List<ToldKill> told) {
        Known {
            told = List.copyOf(told);
        }
    }

    private final Path file;
    private final ObjectMapper mapper = Codec.mapper();
    private Known saved = new Known("", -1, List.of());

    KillMemory(Path folder) {
        this.file = folder.resolve("kills.json");
    }

    /// Empty where no run left anything, in whatever boot.
    Optional<Known> recall() {
        try {
            if (Files.notExists(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            saved = mapper.readValue(Files.readAllBytes(file), Known.class);
            return Optional.of(saved);
        } catch (IOException | RuntimeException torn) {
            LOG.warnf("%s cannot be read and is taken as empty: %s", file, torn.getClass());
            return Optional.empty();
        }
    }

    /// Writes when something changed; a failure is logged and tried again with the next change.
    void save(Known known) {
        if (known.equals(saved)) {
            return;
        }
        try {
            Path fresh = file.resolveSibling("kills.json.new");
            Files.write(fresh, mapper.writeValueAsBytes(known));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            saved = known;
        } catch (IOException full) {
            LOG.warnf("%s cannot be written: %s", file, full.getMessage());
        }
    }
}
