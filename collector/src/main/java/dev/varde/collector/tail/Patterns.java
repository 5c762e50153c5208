package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/// Finds the files of a path with wildcards: `*`, `?`, `[…]`, `{…}` in any part, and `**` for any
/// directories, at most eight deep.
final class Patterns {
    private static final int DEEPEST = 8;
    private static final int MOST_FILES = 200;
    private static final Set<String> PACKED = Set.of(".gz", ".xz", ".zst", ".bz2", ".zip", ".lz4");

    private Patterns() {}

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /// At most 200 paths that match, packed files left out.
    static Set<Path> expand(String pattern) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        if (!isPattern(pattern)) {
            found.add(Path.of(pattern).toAbsolutePath().normalize());
            return found;
        }
        Path whole = Path.of(pattern).toAbsolutePath().normalize();
        List<String> parts = new ArrayList<>();
        whole.forEach(part -> parts.add(part.toString()));
        walk(Path.of("/"), parts, 0, found);
        return found;
    }

    private static void walk(Path directory, List<String> parts, int depth, Set<Path> found)
            throws IOException {
        if (depth == parts.size() || found.size() >= MOST_FILES) {
            return;
        }
        String part = parts.get(depth);
        boolean last = depth == parts.size() - 1;
        if (part.equals("**")) {
            deep(directory, parts, depth, found);
        } else if (isPattern(part)) {
            for (Path entry : entries(directory, part)) {
                enter(entry, last, parts, depth, found);
            }
        } else {
            enter(directory.resolve(part), last, parts, depth, found);
        }
    }

    private static void enter(
            Path entry, boolean last, List<String> parts, int depth, Set<Path> found)
            throws IOException {
        if (!last) {
            if (Files.isDirectory(entry)) {
                walk(entry, parts, depth + 1, found);
            }
        } else if (!isPacked(entry) && found.size() < MOST_FILES) {
            found.add(entry);
        }
    }

    private static void deep(Path directory, List<String> parts, int depth, Set<Path> found)
            throws IOException {
        List<String> rest = depth == parts.size() - 1 ? List.of("*") : rest(parts, depth);
        try (var all = Files.walk(directory, DEEPEST)) {
            for (Path below : all.filter(Files::isDirectory).toList()) {
                walk(below, rest, 0, found);
            }
        } catch (java.io.UncheckedIOException e) {
            throw new IOException(e.getCause());
        }
    }

    private static List<String> rest(List<String> parts, int depth) {
        return parts.subList(depth + 1, parts.size());
    }

    private static List<Path> entries(Path directory, String part) throws IOException {
        List<Path> entries = new ArrayList<>();
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + part);
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
                for (Path entry : all) {
                    Path name = entry.getFileName();
                    if (name != null && matcher.matches(name)) {
                        entries.add(entry);
                    }
                }
            }
        } catch (DirectoryIteratorException | PatternSyntaxException e) {
            throw new IOException(e.getMessage(), e);
        }
        entries.sort(null);
        return entries;
    }

    private static boolean isPacked(Path file) {
        String name = file.toString();
        return PACKED.stream().anyMatch(name::endsWith);
    }
}
