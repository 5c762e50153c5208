package dev.varde.notifier.app;

import dev.varde.events.config.Configuration;
import dev.varde.events.config.Secret;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.start.OrderKeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The key by which this notifier signs restart orders: the configuration's, or else one of its own
/// in its data directory, made at its first start.
public final class OrderKey {
    private OrderKey() {}

    /// @throws UncheckedIOException when the file cannot be read, made or understood
    public static SigningKey of(Configuration configuration, Path data) {
        Secret configured = configuration.orders().signWith();
        if (configured != null) {
            return SigningKey.of(configured.reveal());
        }
        try {
            Files.createDirectories(data);
            return OrderKeyFile.readOrMake(data.resolve(OrderKeyFile.NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the key for restart orders cannot be used: " + e.getMessage(), e);
        }
    }
}
