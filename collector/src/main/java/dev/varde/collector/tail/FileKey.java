package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Which file a path leads to now; a rename keeps it. Inode numbers are used again after a
/// deletion, and a device may have another number after a reboot, so a [Fingerprint] belongs to it.
record FileKey(long device, long inode) {
    /// What stat(2) says of a regular file.
    ///
    /// @param created epoch where the file system does not say
    record Stat(FileKey key, long size, Instant modified, Instant created) {}

    /// Empty when nothing is there, or no regular file.
    ///
    /// @throws IOException when it may not be looked at
    static Optional<Stat> stat(Path path) throws IOException {
        try {
            Map<String, Object> all =
                    Files.readAttributes(
                            path, "unix:dev,ino,size,isRegularFile,lastModifiedTime,creationTime");
            if (!Boolean.TRUE.equals(all.get("isRegularFile"))) {
                return Optional.empty();
            }
            return Optional.of(
                    new Stat(
                            new FileKey(number(all, "dev"), number(all, "ino")),
                            number(all, "size"),
                            time(all, "lastModifiedTime"),
                            time(all, "creationTime")));
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        }
    }

    private static long number(Map<String, Object> all, String name) {
        return all.get(name) instanceof Number n ? n.longValue() : 0;
    }

    private static Instant time(Map<String, Object> all, String name) {
        return all.get(name) instanceof FileTime t ? t.toInstant() : Instant.EPOCH;
    }
}
