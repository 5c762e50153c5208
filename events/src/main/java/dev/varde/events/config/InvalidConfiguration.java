package dev.varde.events.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Everything that is wrong with a configuration file, at once.
public final class InvalidConfiguration extends Exception {
    private final List<Problem> problems;

    public InvalidConfiguration(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /// @param line from 1; 0 when the file as a whole is meant
    /// @param key the path to the key, such as `services[0].health[1].every`
    /// @param remedy what to write instead
    public record Problem(Path file, int line, String key, String what, String remedy) {
        @Override
        public String toString() {
            return file
                    + ":"
                    + line
                    + ": "
                    + (key.isEmpty() ? "" : key + ": ")
                    + what
                    + ". "
                    + remedy;
        }
    }
}
