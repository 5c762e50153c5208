package dev.varde.events.config;

import dev.varde.events.config.InvalidConfiguration.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What is gathered while one file is read: its problems, in the order of its lines.
final class Reading {
    private final Path file;
    private final Variables variables;
    private final Set<Chapter> needed;
    private final List<Problem> problems = new ArrayList<>();

    /// @param needed where variables are looked up
    Reading(Path file, Variables variables, Set<Chapter> needed) {
        this.file = file;
        this.variables = variables;
        this.needed = Set.copyOf(needed);
    }

    /// Whether this program needs what the value at the path is in the end. Secrets of a service,
    /// such as a header of its check, are for whoever watches services.
    boolean needs(String path, boolean secret) {
        return (!secret || needed.contains(Chapter.SECRETS) || Chapter.SERVICES.holds(path))
                && Chapter.all().stream().noneMatch(c -> c.holds(path) && !needed.contains(c));
    }

    Variables variables() {
        return variables;
    }

    void wrong(int line, String key, String what, String remedy) {
        problems.add(new Problem(file, line, key, what, remedy));
    }

    List<Problem> problems() {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
    }
}
