package dev.varde.notifier.app;

import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.text.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// The name under which Kafka knows this notifier, kept in the data directory: a notifier that is
/// started again is the same one, takes its partitions back at once and ends its own open
/// transaction.
final class InstanceName {
    private static final String FILE = "notifier.id";

    private InstanceName() {}

    /// Reads the name, or makes one. Where none can be kept, one made of the directory's path will
    /// do, since nobody else uses that directory.
    static String in(Path data) {
        Path file = data.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return Digest.plain(Files.readString(file).strip());
            }
            Files.createDirectories(data);
            String name = UUID.randomUUID().toString();
            Files.writeString(file, name);
            return name;
        } catch (IOException e) {
            NotifierLog.noInstanceFile(e.getClass().getSimpleName());
            return Digest.of(data.toAbsolutePath().toString());
        }
    }
}
