package dev.varde.events.config;

import dev.varde.events.config.InvalidConfiguration.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is gathered while one file is read: its problems, in the order of its lines.
final class Reading {
    private final Path file;
    private final Variables variables;
    private final List<Problem> problems = new ArrayList<>();

    Reading(Path file, Variables variables) {
        this.file = file;
        this.variables = variables;
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
