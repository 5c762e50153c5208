package dev.varde.collector;

import java.util.List;
import java.util.Locale;

/// What a program that the collector starts does not inherit: variables that may hold secrets.
public final class CleanEnvironment {
    private static final List<String> SECRET_NAMES =
            List.of(
                    "PASSWORD",
                    "PASSWD",
                    "SECRET",
                    "TOKEN",
                    "PRIVATE_KEY",
                    "API_KEY",
                    "CREDENTIAL");

    private CleanEnvironment() {}

    public static ProcessBuilder of(List<String> argv) {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().keySet().removeIf(CleanEnvironment::isSecret);
        return builder;
    }

    private static boolean isSecret(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return SECRET_NAMES.stream().anyMatch(upper::contains);
    }
}
