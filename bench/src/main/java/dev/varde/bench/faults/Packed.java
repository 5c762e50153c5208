package dev.varde.bench.faults;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// This program's classes as jars, with a cache of loaded and linked classes (JEP 483, JEP 514)
/// that the clean end of a first process writes and the next ones start from. Java keeps no cache
/// of classes that lie in directories, so those are put into jars first.
final class Packed {
    private final String classPath;
    private final @Nullable Path cache;

    private Packed(String classPath, @Nullable Path cache) {
        this.classPath = classPath;
        this.cache = cache;
    }

    /// The classes as they lie, without a cache.
    static Packed plain() {
        return new Packed(System.getProperty("java.class.path"), null);
    }

    /// @param directory where jars and cache are kept
    static Packed in(Path directory) throws IOException {
        List<String> paths = new ArrayList<>();
        for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Files.isDirectory(Path.of(path))) {
                Path jar = directory.resolve("classes-" + paths.size() + ".jar");
                pack(Path.of(path), jar);
                paths.add(jar.toString());
            } else if (path.endsWith(".jar")) {
                paths.add(path);
            }
        }
        return new Packed(String.join(File.pathSeparator, paths), directory.resolve("classes.aot"));
    }

    /// The beginning of a command line; the process that runs while there is no cache makes it.
    List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (cache != null) {
            command.add((Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache);
        }
        command.addAll(
                List.of(
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath));
        return command;
    }

    private static void pack(Path directory, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> found = Files.walk(directory)) {
            for (Path each : found.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(directory.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
    }
}
