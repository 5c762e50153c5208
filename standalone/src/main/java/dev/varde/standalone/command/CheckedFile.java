package dev.varde.standalone.command;

import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.events.config.InvalidConfiguration;
import dev.varde.notifier.template.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A configuration file whose templates were tried, too.
final class CheckedFile {
    private CheckedFile() {}

    /// @param needed what is used of it
    /// @throws InvalidConfiguration with every error in the file, or in its templates
    static Configuration read(Path file, Set<Chapter> needed) throws InvalidConfiguration {
        Configuration configuration = ConfigurationReader.read(file, System.getenv(), needed);
        List<InvalidConfiguration.Problem> problems = Rehearsal.problems(configuration);
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        return configuration;
    }
}
