package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    @TempDir private Path directory;
    private Path path = Path.of("/");

    @BeforeEach
    void write() throws Exception {
        path = Files.writeString(directory.resolve("varde.yaml"), "services: []\n");
    }

    @Test
    void whatStaysTheSameIsNoChange() throws Exception {
        ConfigurationFile file = new ConfigurationFile(path);
        Files.setLastModifiedTime(path, FileTime.fromMillis(0));

        assertThat(file.changed()).isEmpty();
    }

    @Test
    void aChangeOfTheSameLengthAndTimeIsSeenOnce() throws Exception {
        ConfigurationFile file = new ConfigurationFile(path);
        FileTime time = Files.getLastModifiedTime(path);
        Files.writeString(path, "services: {}\n");
        Files.setLastModifiedTime(path, time);

        assertThat(file.changed()).isPresent();
        assertThat(file.changed()).isEmpty();
    }

    @Test
    void anEditorThatPutsANewFileInItsPlaceIsSeen() throws Exception {
        ConfigurationFile file = new ConfigurationFile(path);
        Path fresh = Files.writeString(directory.resolve(".varde.yaml.swp"), "services:\n");
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);

        assertThat(file.changed()).isPresent();
    }

    @Test
    void aConfigMapThatSwitchesItsDataLinkIsSeen() throws Exception {
        Path one = Files.createDirectory(directory.resolve("..2026_one"));
        Path two = Files.createDirectory(directory.resolve("..2026_two"));
        Files.writeString(one.resolve("varde.yaml"), "services: []\n");
        Files.writeString(two.resolve("varde.yaml"), "services: [] # two\n");
        Path mount = Files.createDirectory(directory.resolve("mount"));
        Path data = Files.createSymbolicLink(mount.resolve("..data"), one);
        Path link =
                Files.createSymbolicLink(mount.resolve("varde.yaml"), Path.of("..data/varde.yaml"));
        ConfigurationFile file = new ConfigurationFile(link);
        Path next = Files.createSymbolicLink(mount.resolve("..data_tmp"), two);
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

        assertThat(file.changed()).isPresent();
    }

    @Test
    void aFileThatIsGoneIsAChangeWithoutChecksumAndItsReturnAnother() throws Exception {
        ConfigurationFile file = new ConfigurationFile(path);
        Files.delete(path);
        assertThat(file.changed().orElseThrow().checksum()).isNull();
        assertThat(file.changed()).isEmpty();

        Files.writeString(path, "services: []\n");
        assertThat(file.changed().orElseThrow().checksum()).hasSize(64);
    }

    @Test
    void aFileThatIsBeingWrittenIsWaitedFor() throws Exception {
        ConfigurationFile file = new ConfigurationFile(path);
        Files.writeString(path, "");
        CountDownLatch begun = new CountDownLatch(1);
        Thread writer =
                Thread.ofPlatform()
                        .start(() -> {
                            begun.countDown();
                            write("services: []\nhost: {}\n");
                        });
        begun.await();

        ConfigurationFile.Content seen = file.changed().orElseThrow();
        writer.join();
        assertThat(file.changed()).isEmpty();
        assertThat(seen.checksum()).isNotNull();
    }

    private void write(String text) {
        try {
            Files.writeString(path, text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
