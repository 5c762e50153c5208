package dev.varde.collector.keeper;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The command that speaks to the containers of this host: `docker`, or `podman` where there is no
/// `docker`; both take the same words.
public final class ContainerTool {
    private static final List<String> NAMES = List.of("docker", "podman");

    private ContainerTool() {}

    /// The first of them on the path; `docker` where there is none, which then says so itself.
    public static String name() {
        return name(System.getenv());
    }

    static String name(Map<String, String> environment) {
        return NAMES.stream()
                .filter(n -> onPath(n, environment.getOrDefault("PATH", "")))
                .findFirst()
                .orElse(NAMES.getFirst());
    }

    private static boolean onPath(String name, String path) {
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .anyMatch(directory -> isIn(directory, name));
    }

    private static boolean isIn(String directory, String name) {
        try {
            return !directory.isEmpty() && Files.isExecutable(Path.of(directory, name));
        } catch (InvalidPathException _) {
            return false;
        }
    }
}
