package dev.varde.collector.right;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether the files that a path or a pattern leads to can be read.
sealed interface Access {
    int MOST = 1_000;

    record Yes(int files) implements Access {}

    /// @param first one of those that cannot
    record No(Path first) implements Access {}

    /// There is no such file, as far as this process may see.
    record Nothing() implements Access {}

    /// @param log a path; its last part may be a pattern. Where a folder is one, only that folder's
    ///   parent is looked at.
    static Access of(Path log) {
        Path folder = log.getParent();
        while (folder != null && isPattern(folder.toString())) {
            folder = folder.getParent();
        }
        if (folder == null || !Files.isDirectory(folder)) {
            return hidden(log);
        }
        if (!isPattern(log.toString())) {
            return one(folder, log);
        }
        if (!Files.isReadable(folder)) {
            return new No(folder);
        }
        return folder.equals(log.getParent()) ? all(folder, log.getFileName()) : new Nothing();
    }

    private static Access one(Path folder, Path file) {
        if (!Files.isExecutable(folder)) {
            return new No(folder);
        }
        if (Files.notExists(file)) {
            return new Nothing();
        }
        return Files.isReadable(file) ? new Yes(1) : new No(file);
    }

    /// A folder above it that may not be entered hides whether there is one.
    private static Access hidden(Path log) {
        for (Path at = log.getParent(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at)) {
                return Files.isExecutable(at) ? new Nothing() : new No(at);
            }
        }
        return new Nothing();
    }

    private static Access all(Path folder, Path pattern) {
        int readable = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern.toString())) {
            for (Path file : files) {
                if (!Files.isReadable(file)) {
                    return new No(file);
                }
                readable++;
                if (readable >= MOST) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            return new No(folder);
        }
        return readable == 0 ? new Nothing() : new Yes(readable);
    }

    private static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }
}
