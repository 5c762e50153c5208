package dev.varde.collector.dump;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The tools by which runtimes show their threads, and for which process each is good.
///
/// @param path the directories in which programs are looked for
record Tools(List<Path> path) {
    private static final Pattern PYTHON = Pattern.compile("python[0-9.]*|pypy[0-9.]*|uwsgi");
    private static final Pattern JAVA_TOOL = Pattern.compile("java");
    private static final int MAPS_LINES = 20_000;

    /// @param name for people
    record Tool(String name, List<String> argv) {
        Tool {
            argv = List.copyOf(argv);
        }
    }

    Tools {
        path = List.copyOf(path);
    }

    static Tools of(Map<String, String> environment) {
        return new Tools(
                Arrays.stream(
                                environment
                                        .getOrDefault("PATH", "/usr/bin:/bin")
                                        .split(File.pathSeparator, -1))
                        .filter(d -> !d.isEmpty())
                        .flatMap(Tools::directory)
                        .toList());
    }

    private static Stream<Path> directory(String name) {
        try {
            return Stream.of(Path.of(name));
        } catch (InvalidPathException _) {
            return Stream.empty();
        }
    }

    /// Those that are here for this process, best first.
    List<Tool> forProcess(Path proc, int pid) {
        List<Tool> found = new ArrayList<>();
        String id = Integer.toString(pid);
        Optional<Path> exe = executable(proc, pid);
        if (isJvm(proc, pid)) {
            beside(exe, "jcmd")
                    .ifPresent(f -> found.add(tool("jcmd", f, id, "Thread.print", "-l")));
            beside(exe, "jstack").ifPresent(f -> found.add(tool("jstack", f, "-l", id)));
        } else if (exe.map(Path::getFileName).map(Path::toString).stream()
                .anyMatch(PYTHON.asMatchPredicate())) {
            onPath("py-spy").ifPresent(f -> found.add(tool("py-spy", f, "dump", "--pid", id)));
        }
        return found;
    }

    /// The JVM's library is mapped, whatever the program is called.
    static boolean isJvm(Path proc, int pid) {
        Path maps = proc.resolve(Integer.toString(pid)).resolve("maps");
        try (Stream<String> lines =
                Files.lines(maps, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.limit(MAPS_LINES).anyMatch(l -> l.endsWith("/libjvm.so"));
        } catch (IOException | java.io.UncheckedIOException _) {
            return false;
        }
    }

    private static Optional<Path> executable(Path proc, int pid) {
        try {
            return Optional.of(
                    Files.readSymbolicLink(proc.resolve(Integer.toString(pid)).resolve("exe")));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// The tool of the same Java before any other: it knows its own JVM best.
    private Optional<Path> beside(Optional<Path> exe, String name) {
        Optional<Path> own =
                exe.filter(e -> JAVA_TOOL.matcher(String.valueOf(e.getFileName())).matches())
                        .map(e -> e.resolveSibling(name))
                        .filter(Files::isExecutable);
        return own.isPresent() ? own : onPath(name);
    }

    private Optional<Path> onPath(String name) {
        return path.stream().map(d -> d.resolve(name)).filter(Files::isExecutable).findFirst();
    }

    private static Tool tool(String name, Path file, String... words) {
        return new Tool(name, Stream.concat(Stream.of(file.toString()), Stream.of(words)).toList());
    }
}
