package dev.varde.collector.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The configuration file as it lies on the disk, whose content is compared: so an editor that
/// writes a new file over the old one, a link that is turned and a Kubernetes ConfigMap that
/// switches its `..data` link are all the same. It is read when stat(2) says anything new, and in
/// one look of ten. Not thread-safe.
final class ConfigurationFile {
    /// Larger than any file that is read as a configuration.
    private static final int LARGEST = 4 << 20;

    private static final int MOST_GLANCES = 5;
    private static final long BETWEEN_MILLIS = 100;

    /// What was changed longer ago than this cannot change again without another time.
    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final int GLANCE_ANYWAY = 10;

    private final Path file;
    private Content last;

    /// What stat(2) said before it was read, where it cannot change unseen since; or empty.
    private Map<String, Object> settled = Map.of();

    private int passedOver;

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
        Map<String, Object> stat = stat();
        if (!stat.isEmpty() && stat.equals(settled) && ++passedOver < GLANCE_ANYWAY) {
            return Optional.empty();
        }
        passedOver = 0;
        settled = isFresh(stat) ? Map.of() : stat;
        return compared();
    }

    private Map<String, Object> stat() {
        try {
            return Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime");
        } catch (IOException _) {
            return Map.of();
        }
    }

    /// The time of the last change is the kernel's and nobody can set it back; it moves in steps of
    /// some milliseconds, on some file systems of a second.
    private static boolean isFresh(Map<String, Object> stat) {
        return !(stat.get("ctime") instanceof FileTime changed)
                || changed.toInstant().isAfter(Instant.now().minus(FRESH));
    }

    private Optional<Content> compared() throws InterruptedException {
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
