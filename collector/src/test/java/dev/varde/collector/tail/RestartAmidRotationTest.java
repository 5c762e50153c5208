package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Restarts between rotations, as random walks have found them to go wrong.
class RestartAmidRotationTest {
    @TempDir private Path directory;

    private static void rename(Following f, String from, String to) throws IOException {
        Files.move(f.path(from), f.path(to));
    }

    /// What is found beside one log that is looked for was left by the run before, too: it is not
    /// looked for once more, said to be lost, and read from there a minute later.
    @Test
    void aGenerationThatIsFoundBesideAnotherIsNeitherLostNorToldOnceMore() throws IOException {
        Files.writeString(directory.resolve("app.log"), "the first is the longest of them all\n");
        try (Following f = new Following(directory, "app.log")) {
            rename(f, "app.log", "app.log.1");
            f.append("app.log", "second\nERROR 1\n");
            rename(f, "app.log.1", "app.log.2");
            rename(f, "app.log", "app.log.1");
            f.append("app.log", "third\n");
            f.look();
            f.settle();
            f.crash();

            f.start();
            f.settle();
            f.acknowledge();
            f.pass(Duration.ofMinutes(3));

            assertThat(f.gaps()).isEmpty();
            assertThat(f.lines()).hasSizeLessThanOrEqualTo(2).containsOnly("ERROR 1");
            assertThat(f.seen.ids()).containsOnly(f.seen.ids().getFirst());
        }
    }

    @Test
    void aPackedGenerationThatIsRenamedWhileItWaitsIsReadUnderItsNewName() throws IOException {
        try (Following f = new Following(directory, "app.log")) {
            f.append("app.log", "head\n");
            f.look();
            f.stop();
            for (int n = 1; n <= 2; n++) {
                f.append("app.log", "ERROR " + n + "\n");
                pack(f, "app.log", "app.log." + (3 - n) + ".gz");
            }
            f.append("app.log", "INFO\n");

            f.start();
            rename(f, "app.log.1.gz", "app.log.3.gz");
            f.settle();

            assertThat(f.gaps()).isEmpty();
            assertThat(f.lines()).containsExactlyInAnyOrder("ERROR 1", "ERROR 2");
        }
    }

    private static void pack(Following f, String from, String to) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(f.path(to)))) {
            out.write(Files.readString(f.path(from)).getBytes(UTF_8));
        }
        Files.delete(f.path(from));
    }
}
