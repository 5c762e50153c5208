package dev.varde.events.config;

import java.nio.file.Path;
import java.util.Map;

/// Reads the configuration file.
public final class ConfigurationReader {
    private ConfigurationReader() {}

    /// @param environment where `${NAME}` is looked up
    /// @throws InvalidConfiguration with every problem, when there is one
    public static Configuration read(Path file, Map<String, String> environment)
            throws InvalidConfiguration {
        if (java.nio.file.Files.notExists(file)) {
            throw new IllegalArgumentException("no file " + file);
        }
        throw new InvalidConfiguration(
                java.util.List.of(
                        new InvalidConfiguration.Problem(
                                file, 0, "", "reader missing", environment.toString())));
    }
}
