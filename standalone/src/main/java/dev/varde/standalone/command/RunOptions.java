package dev.varde.standalone.command;

import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.events.config.InvalidConfiguration;
import dev.varde.events.start.DataDirectory;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of every command that needs the configuration or the data directory.
final class RunOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file.")
    @Nullable Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where state is kept. Default: $$XDG_STATE_HOME/varde or ~/.local/state/varde.")
    @Nullable Path data;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Says how this command is used.")
    boolean help;

    /// For all programs.
    ///
    /// @throws InvalidConfiguration with every error in the file
    Configuration configuration() throws InvalidConfiguration {
        return configuration(Chapter.all());
    }

    /// @param needed what is used of it
    /// @throws InvalidConfiguration with every error in the file
    Configuration configuration(Set<Chapter> needed) throws InvalidConfiguration {
        return file == null
                ? ConfigurationReader.empty(System.getenv())
                : CheckedFile.read(file, needed);
    }

    Path dataDirectory() {
        Path named = data;
        return (named == null
                        ? DataDirectory.standard(
                                System.getenv(), Path.of(System.getProperty("user.home")))
                        : named)
                .toAbsolutePath()
                .normalize();
    }
}
