package dev.varde.standalone.app;

import dev.varde.events.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What shall run in this process.
///
/// @param port the console's; 0 for any free one
/// @param host the address the console listens on
/// @param source the file the configuration was read from; null when there is none
/// @param whenReady called once, on a thread of its own, when everything is ready
public record Launch(
        Configuration configuration,
        Set<Part> parts,
        Path data,
        String host,
        int port,
        @Nullable Path source,
        Consumer<Running> whenReady) {
    public Launch {
        parts = Set.copyOf(parts);
    }

    public boolean has(Part part) {
        return parts.contains(part);
    }

    /// The file the configuration was read from.
    public Optional<Path> file() {
        return Optional.ofNullable(source);
    }

    /// Whether this process brings its own broker.
    public boolean embedded() {
        return configuration.kafka() == null;
    }
}
