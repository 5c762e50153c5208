package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/// Finds the files of a path with wildcards: `*`, `?`, `[…]`, `{…}` in any part, and `**` for any
/// directories, at most eight deep. Packed files are left out. Of a tree that is too large the rest
/// is left out and said, as are directories that may not be read.
final class Patterns {
    static final int MOST_FILES = 1_000;
    private static final int MOST_DIRECTORIES = 2_000;
    private static final int DEEPEST = 8;

    /// What a pattern leads to.
    ///
    /// @param unreadable directories, and why
    /// @param cut whether there is more than was looked at
    record Expansion(Set<Path> files, Map<Path, IOException> unreadable, boolean cut) {}

    private final Set<Path> found = new LinkedHashSet<>();
    private final Map<Path, IOException> unreadable = new LinkedHashMap<>();
    private final List<String> parts;
    private int directories;
    private boolean cut;

    private Patterns(List<String> parts) {
        this.parts = parts;
    }

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /// Looks through the directories once.
    static Expansion expand(String pattern) {
        Path whole = Path.of(pattern).toAbsolutePath().normalize();
        if (!isPattern(pattern)) {
            return new Expansion(Set.of(whole), Map.of(), false);
        }
        List<String> parts = new ArrayList<>();
        whole.forEach(part -> parts.add(part.toString()));
        Patterns walk = new Patterns(parts);
        walk.walk(Path.of("/"), 0);
        return new Expansion(walk.found, walk.unreadable, walk.cut);
    }

    private void walk(Path directory, int depth) {
        String part = parts.get(depth);
        if (part.equals("**")) {
            deep(directory, depth, DEEPEST);
        } else if (isPattern(part)) {
            for (Path entry : entries(directory, part)) {
                enter(entry, depth);
            }
        } else {
            enter(directory.resolve(part), depth);
        }
    }

    private void enter(Path entry, int depth) {
        if (depth < parts.size() - 1) {
            if (!isPattern(parts.get(depth)) || Files.isDirectory(entry)) {
                walk(entry, depth + 1);
            }
        } else if (RotatedName.Packing.of(entry).isEmpty() && !Files.notExists(entry)) {
            add(entry);
        }
    }

    private void add(Path file) {
        if (found.size() < MOST_FILES) {
            found.add(file);
        } else {
            cut = true;
        }
    }

    /// Here and in all directories below; links are not followed, so that none leads back.
    private void deep(Path directory, int depth, int left) {
        if (depth == parts.size() - 1) {
            entries(directory, "*").forEach(entry -> enter(entry, depth));
        } else {
            walk(directory, depth + 1);
        }
        if (left > 0) {
            for (Path entry : entries(directory, "*")) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    deep(entry, depth, left - 1);
                }
            }
        }
    }

    private List<Path> entries(Path directory, String part) {
        List<Path> entries = new ArrayList<>();
        if (++directories > MOST_DIRECTORIES) {
            cut = true;
            return entries;
        }
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
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (DirectoryIteratorException | PatternSyntaxException e) {
            unreadable.put(directory, new IOException(e.getMessage(), e));
        } catch (IOException e) {
            unreadable.put(directory, e);
        }
        entries.sort(null);
        return entries;
    }
}
