package dev.varde.collector.ship;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// The number below which the broker has acknowledged all, in a file of its own that is replaced as
/// a whole. A file that is missing or damaged means 0: everything in the spool is sent again, which
/// is harmless.
final class Checkpoint {
    private final Path file;

    Checkpoint(Path file) {
        this.file = file;
    }

    long load() {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
            return Math.max(0, Long.parseLong(text));
        } catch (IOException | NumberFormatException _) {
            return 0;
        }
    }

    void save(long acknowledged) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, acknowledged + "\n", StandardCharsets.US_ASCII);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
