package dev.varde.collector.app;

import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.events.config.InvalidConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes the configuration file over while the collector runs: one that is in order as a whole or
/// not at all.
final class Reload {
    private static final int MOST_PROBLEMS = 50;
    private static final int LONGEST_PROBLEM = 500;

    /// Where the configuration comes from.
    ///
    /// @param needed what is used of it
    record Source(Path file, Map<String, String> environment, Set<Chapter> needed) {
        Source {
            environment = Map.copyOf(environment);
            needed = Set.copyOf(needed);
        }
    }

    /// What is done with what was read.
    interface Taker {
        /// The configuration that holds.
        Configuration current();

        void take(Configuration next, ConfigurationFile.Content file, List<String> changes);

        void reject(ConfigurationFile.Content file, List<String> problems);
    }

    private final Source source;
    private final ConfigurationFile file;
    private final Taker taker;

    Reload(Source source, Taker taker) {
        this.source = source;
        this.file = new ConfigurationFile(source.file());
        this.taker = taker;
    }

    /// Reads it when it was changed since the collector read it at its start: the time between is
    /// not missed.
    void begin() {
        read(false);
    }

    /// Reads it when its content changed.
    synchronized void look() {
        try {
            if (file.changed().isPresent()) {
                read(true);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Reads it, and what it takes from other files, whether it changed or not.
    synchronized void again() {
        try {
            var _ = file.changed();
            read(true);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// @param tell also when nothing is different
    private void read(boolean tell) {
        try {
            Configuration next =
                    ConfigurationReader.read(source.file(), source.environment(), source.needed());
            Difference difference = Difference.between(taker.current(), next);
            if (!difference.refused().isEmpty()) {
                reject(difference.refused().stream().map(r -> source.file() + ": " + r).toList());
            } else if (tell || !difference.changes().isEmpty()) {
                taker.take(next, file.now(), difference.changes());
            }
        } catch (InvalidConfiguration invalid) {
            reject(
                    invalid.problems().stream()
                            .map(InvalidConfiguration.Problem::toString)
                            .toList());
        }
    }

    private void reject(List<String> problems) {
        taker.reject(
                file.now(),
                problems.stream()
                        .limit(MOST_PROBLEMS)
                        .map(p ->
                                p.length() <= LONGEST_PROBLEM
                                        ? p
                                        : p.substring(0, LONGEST_PROBLEM) + "…")
                        .toList());
    }
}
