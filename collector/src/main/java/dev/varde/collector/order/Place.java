package dev.varde.collector.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The next offset to read from `varde.commands`, in a file of its own. One that is missing,
/// damaged or of another partition counts as none.
final class Place {
    record At(int partition, long offset) {}

    private final Path file;

    Place(Path file) {
        this.file = file;
    }

    Optional<At> load(int partition) {
        try {
            String[] parts =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", -1);
            At at = new At(Integer.parseInt(parts[0]), Long.parseLong(parts[parts.length - 1]));
            return parts.length == 2 && at.partition() == partition && at.offset() >= 0
                    ? Optional.of(at)
                    : Optional.empty();
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// The order book makes reading again harmless, so a place that cannot be saved stops nothing.
    void save(At at) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(
                    next, at.partition() + " " + at.offset() + "\n", StandardCharsets.US_ASCII);
            Files.move(
                    next,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            OrderLog.offsetNotSaved(String.valueOf(e.getMessage()));
        }
    }
}
