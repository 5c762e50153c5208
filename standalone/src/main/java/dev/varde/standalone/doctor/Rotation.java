package dev.varde.standalone.doctor;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Which logs logrotate(8) rotates here, by the paths and patterns before each block of its
/// configuration.
final class Rotation {
    private static final int MOST_FILES = 500;
    private static final int LARGEST = 256 << 10;
    private static final Pattern WORD = Pattern.compile("\"([^\"]+)\"|(\\S+)");

    private final List<String> patterns;

    Rotation(List<String> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /// Of `logrotate.conf` and `logrotate.d`; what may not be read counts as not there.
    static Rotation read(Path etc) {
        List<Path> files = new ArrayList<>();
        files.add(etc.resolve("logrotate.conf"));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(etc.resolve("logrotate.d"))) {
            for (Path file : all) {
                if (files.size() < MOST_FILES) {
                    files.add(file);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return new Rotation(patternsIn(files));
        }
        return new Rotation(patternsIn(files));
    }

    private static List<String> patternsIn(List<Path> files) {
        return files.stream().flatMap(f -> patterns(text(f)).stream()).toList();
    }

    private static String text(Path file) {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST
                    ? Files.readString(file)
                    : "";
        } catch (IOException _) {
            return "";
        }
    }

    /// The words before each `{` that begin with a slash; scripts within a block may hold braces
    /// too, so a block ends at a line that is a `}` alone.
    static List<String> patterns(String configuration) {
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : configuration.lines().map(String::strip).toList()) {
            int brace = line.indexOf('{');
            if (inside) {
                inside = !line.equals("}");
            } else if (!line.startsWith("#")) {
                words(brace < 0 ? line : line.substring(0, brace), found);
                inside = brace >= 0 && !line.endsWith("}");
            }
        }
        return found;
    }

    private static void words(String text, List<String> found) {
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String path = word.group(1) == null ? word.group(2) : word.group(1);
            if (path.startsWith("/")) {
                found.add(path);
            }
        }
    }

    boolean covers(Path log) {
        return patterns.stream().anyMatch(p -> matches(p, log));
    }

    private static boolean matches(String pattern, Path log) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(log);
        } catch (PatternSyntaxException _) {
            return pattern.equals(log.toString());
        }
    }
}
