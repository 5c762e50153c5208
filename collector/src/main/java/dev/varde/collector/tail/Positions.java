package dev.varde.collector.tail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The positions of all logs in one file, which is replaced as a whole. A damaged file counts as
/// none: logs are then followed from their end.
final class Positions {
    /// @param savedAt epoch milliseconds
    record Saved(long savedAt, Map<String, List<Position>> services) {
        Saved {
            services = services == null ? Map.of() : Map.copyOf(services);
        }
    }

    private final Path file;
    private final ObjectMapper mapper = new ObjectMapper();
    private Map<String, List<Position>> last = Map.of();

    Positions(Path file) {
        this.file = file;
    }

    Saved load() {
        if (Files.notExists(file)) {
            return new Saved(0, Map.of());
        }
        try {
            Saved saved = mapper.readValue(file.toFile(), Saved.class);
            return saved == null ? new Saved(0, Map.of()) : saved;
        } catch (JacksonException e) {
            TailLog.positionsDamaged(file, e.getOriginalMessage());
            return new Saved(0, Map.of());
        } catch (IOException e) {
            TailLog.positionsNotRead(file, String.valueOf(e.getMessage()));
            return new Saved(0, Map.of());
        }
    }

    /// Writes them when they changed.
    void save(long now, Map<String, List<Position>> services) throws IOException {
        if (services.equals(last)) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Map<String, List<Position>> copy = new HashMap<>();
        services.forEach((name, all) -> copy.put(name, new ArrayList<>(all)));
        Files.write(next, mapper.writeValueAsBytes(new Saved(now, copy)));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        last = Map.copyOf(services);
    }
}
