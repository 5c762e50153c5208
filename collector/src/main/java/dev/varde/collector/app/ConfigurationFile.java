package dev.varde.collector.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The configuration file as it lies on the disk, whose content is compared, not its times: so an
/// editor that writes a new file over the old one, a link that is turned and a Kubernetes ConfigMap
/// that switches its `..data` link are all the same. Not thread-safe.
final class ConfigurationFile {
    /// Larger than any file that is read as a configuration.
    private static final int LARGEST = 4 << 20;

    private static final int MOST_GLANCES = 5;
    private static final long BETWEEN_MILLIS = 100;

    private final Path file;
    private Content last;

    /// @param checksum SHA-256 in hexadecimal; null when it cannot be read
    record Content(String path, @Nullable String checksum) {}

    ConfigurationFile(Path file) {
        this.file = file;
        this.last = glance();
    }

    Content now() {
        return last;
    }

    /// What it holds now, when that is not what it held before; one that is being written is waited
    /// for, at most half a second.
    Optional<Content> changed() throws InterruptedException {
        Content before = last;
        Content now = glance();
        for (int i = 0; i < MOST_GLANCES && !now.equals(before); i++) {
            before = now;
            Thread.sleep(BETWEEN_MILLIS);
            now = glance();
        }
        boolean other = !Objects.equals(now.checksum(), last.checksum());
        last = now;
        return other ? Optional.of(now) : Optional.empty();
    }

    private Content glance() {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(in.readNBytes(LARGEST));
            return new Content(file.toString(), HexFormat.of().formatHex(digest.digest()));
        } catch (IOException _) {
            return new Content(file.toString(), null);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
