package dev.varde.collector.tail;

import java.nio.file.Path;

/// A regular file where a path leads now.
record Found(Path path, FileKey.Stat stat) {
    FileKey key() {
        return stat.key();
    }
}
