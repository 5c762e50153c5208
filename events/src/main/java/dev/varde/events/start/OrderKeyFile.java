package dev.varde.events.start;

import dev.varde.events.sign.SigningKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// The file that keeps a key by which orders are signed: one line, readable by its owner alone.
public final class OrderKeyFile {
    /// In the notifier's data directory, when the configuration names no other.
    public static final String NAME = "order.key";

    private OrderKeyFile() {}

    /// The key in the file, or empty where there is no file.
    ///
    /// @throws IOException when it cannot be read or holds none
    public static Optional<SigningKey> read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SigningKey.of(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no signing key: " + e.getMessage(), e);
        }
    }

    /// Makes a new key and keeps it.
    ///
    /// @throws FileAlreadyExistsException when there is a file of this name
    public static SigningKey make(Path file) throws IOException {
        SigningKey key = SigningKey.make();
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key.reveal() + "\n");
        return key;
    }

    /// The key in the file; a new one where there is none.
    public static SigningKey readOrMake(Path file) throws IOException {
        Optional<SigningKey> there = read(file);
        return there.isPresent() ? there.get() : make(file);
    }
}
