package dev.varde.events.config;

import dev.varde.events.config.InvalidConfiguration.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/// Reads the configuration file. Nothing in it can run code: the YAML is read as a tree of texts,
/// within bounds, and every text is checked by what it stands for.
public final class ConfigurationReader {
    private ConfigurationReader() {}

    /// Reads it for all programs.
    ///
    /// @param environment where `${NAME}` is looked up
    /// @throws InvalidConfiguration with every problem, when there is one
    public static Configuration read(Path file, Map<String, String> environment)
            throws InvalidConfiguration {
        return read(file, environment, Chapter.all());
    }

    /// Reads it for a program that needs a part of it. The whole file is checked; but where nothing
    /// is needed no `${NAME}` and `${file:/path}` is looked up, and a value that depends on one is
    /// left out, so that a host holds no secret of a program that runs elsewhere.
    ///
    /// @throws InvalidConfiguration with every problem, when there is one
    public static Configuration read(
            Path file, Map<String, String> environment, Set<Chapter> needed)
            throws InvalidConfiguration {
        Node root = YamlFile.root(file);
        Reading reading = new Reading(file, new Variables(file, environment), needed);
        Configuration configuration =
                new WholeFile(ThisHost.name(environment)).read(new Place(reading, root, ""));
        List<Problem> problems = reading.problems();
        if (!problems.isEmpty()) {
            throw new InvalidConfiguration(problems);
        }
        return configuration;
    }

    /// What holds without a file: this host, no services, nobody to tell, the defaults for all
    /// else.
    public static Configuration empty(Map<String, String> environment) {
        return WholeFile.bare(ThisHost.name(environment));
    }
}
