package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs that are renamed, packed and deleted.
class RotationCasesTest {
    private static final List<String> ONE_TO_FOUR =
            List.of("ERROR 1", "ERROR 2", "ERROR 3", "ERROR 4");

    @TempDir private Path directory;

    private Following followed(String... patterns) throws IOException {
        Following f = new Following(directory, patterns);
        f.append("app.log", "ERROR 1\n");
        f.look();
        f.settle();
        f.acknowledge();
        return f;
    }

    private static void rename(Following f, String from, String to) throws IOException {
        Files.move(f.path(from), f.path(to));
    }

    private static void pack(Following f, String from, String to) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(f.path(to)))) {
            Files.copy(f.path(from), out);
        }
        Files.setLastModifiedTime(f.path(to), Files.getLastModifiedTime(f.path(from)));
        Files.delete(f.path(from));
    }

    @Test
    @Case(7)
    void aRenamedLogIsReadToItsEndBeforeTheNewOne() throws IOException {
        try (Following f = followed("app.log")) {
            rename(f, "app.log", "app.log.1");
            f.append("app.log", "ERROR 3\n");
            f.append("app.log.1", "ERROR 2\n");
            f.look();
            f.append("app.log.1", "ERROR 4\n");
            f.settle();

            assertThat(f.lines()).containsExactlyInAnyOrderElementsOf(ONE_TO_FOUR);
        }
    }

    @Test
    @Case(8)
    void generationsMadeWhileNobodyLookedAreAllRead() throws IOException {
        try (Following f = followed("app.log")) {
            f.stop();
            f.append("app.log", "ERROR 2\n");
            rename(f, "app.log", "app.log.2");
            f.append("app.log.1", "ERROR 3\n");
            f.append("app.log", "ERROR 4\n");
            f.start();
            f.look();
            f.drain();

            assertThat(f.lines()).containsExactlyInAnyOrderElementsOf(ONE_TO_FOUR);
        }
    }

    @Test
    @Case(9)
    void generationsMadeBetweenTwoLooksAreAllRead() throws IOException {
        try (Following f = followed("app.log")) {
            f.append("app.log", "ERROR 2\n");
            rename(f, "app.log", "app.log.2");
            f.append("app.log.1", "ERROR 3\n");
            f.append("app.log", "ERROR 4\n");
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactlyInAnyOrderElementsOf(ONE_TO_FOUR);
        }
    }

    @Test
    @Case(10)
    void generationsPackedWhileNobodyLookedAreReadFromWhereTheyWereLeft() throws IOException {
        try (Following f = followed("app.log")) {
            f.append("app.log", "ERROR 2\n");
            f.look();
            f.settle();
            f.stop();
            f.append("app.log", "ERROR 3\n");
            pack(f, "app.log", "app.log.2.gz");
            f.append("app.log.1", "ERROR 4\n");
            pack(f, "app.log.1", "app.log.1.gz");
            f.append("app.log", "ERROR 5\n");
            f.start();
            f.look();
            f.drain();

            assertThat(f.lines().stream().distinct())
                    .containsExactlyInAnyOrder(
                            "ERROR 1", "ERROR 2", "ERROR 3", "ERROR 4", "ERROR 5");
            assertThat(f.seen.ids().stream().distinct()).hasSize(5);
            f.acknowledge();
            int told = f.lines().size();
            f.stop();
            f.start();
            f.look();
            f.drain();
            assertThat(f.lines()).hasSize(told);
        }
    }

    @Test
    @Case(10)
    void aGenerationPackedInAWayThatIsNotReadIsSaid() throws IOException {
        try (Following f = followed("app.log")) {
            f.stop();
            Files.writeString(f.path("app.log.1.xz"), "not readable here");
            Files.delete(f.path("app.log"));
            f.append("app.log", "ERROR 2\n");
            f.start();
            f.drain();

            assertThat(f.seen.gaps())
                    .anyMatch(gap -> gap.source().endsWith("app.log.1.xz"))
                    .anyMatch(gap -> gap.reason().contains("use gzip or delaycompress"));
        }
    }

    @Test
    @Case(10)
    void aDamagedGzipIsSaid() throws IOException {
        try (Following f = followed("app.log")) {
            f.stop();
            Files.delete(f.path("app.log"));
            Files.write(f.path("app.log.1.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 1, 2, 3});
            f.append("app.log", "ERROR 2\n");
            f.start();
            f.look();
            f.drain();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
            assertThat(f.gaps()).anyMatch(gap -> gap.contains("cannot be unpacked"));
        }
    }

    @Test
    @Case(11)
    void unreadBytesOfALogThatIsRotatedAwayUnderLoadAreRead() throws IOException {
        try (Following f = followed("app.log")) {
            f.append("app.log", "noise without a meaning\n".repeat(100_000) + "ERROR 2\n");
            f.read();
            rename(f, "app.log", "app.log.1");
            f.append("app.log", "ERROR 3\n");
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactlyInAnyOrder("ERROR 1", "ERROR 2", "ERROR 3");
        }
    }

    @Test
    @Case(14)
    void aLastLineWithoutANewlineIsToldWhenItsFileIsReleased() throws IOException {
        try (Following f = followed("app.log")) {
            f.append("app.log", "FATAL and out");
            f.look();
            rename(f, "app.log", "elsewhere");
            f.append("app.log", "ERROR 2\n");
            f.pass(Duration.ofSeconds(60));

            assertThat(f.lines()).containsExactlyInAnyOrder("ERROR 1", "ERROR 2", "FATAL and out");
        }
    }

    @Test
    @Case(25)
    void aDeletedFileIsReleasedThoughItIsWrittenToAndThatIsSaid() throws Exception {
        try (Following f = followed("app.log");
                OutputStream writer =
                        Files.newOutputStream(
                                f.path("app.log"), java.nio.file.StandardOpenOption.APPEND)) {
            Files.delete(f.path("app.log"));
            for (int i = 0; i < 70; i++) {
                writer.write("still writing\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                f.pass(Duration.ofSeconds(10));
            }

            assertThat(f.seen.blindSpots())
                    .extracting(spot -> spot.reason())
                    .anyMatch(reason -> reason.contains("still written to"));
            assertThat(openDeleted(f.path("app.log"))).isEqualTo(1);
        }
    }

    /// This process's descriptors of the deleted file: the writer's own is left.
    private static long openDeleted(Path file) throws IOException {
        long count = 0;
        try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path fd : all) {
                count += Files.isSymbolicLink(fd) && isDeleted(fd, file) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean isDeleted(Path fd, Path file) {
        try {
            return Files.readSymbolicLink(fd).toString().equals(file + " (deleted)");
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    @Case(40)
    void aTraceIsNotCutByTheRotationOfItsLog() throws IOException {
        try (Following f = followed("app.log")) {
            f.append(
                    "app.log",
                    "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n");
            f.read();
            rename(f, "app.log", "app.log.1");
            f.append("app.log", "INFO the new file\n");
            f.look();
            f.append("app.log.1", "    g()\nKeyError: 'x'\nINFO end\n");
            f.settle();

            assertThat(f.seen.matched().getLast().lines())
                    .startsWith("Traceback (most recent call last):")
                    .endsWith("KeyError: 'x'");
        }
    }

    @Test
    @Case(40)
    void aTraceIsNotCutByCopyingAndEmptyingItsLog() throws IOException {
        try (Following f = followed("app.log")) {
            f.append(
                    "app.log",
                    "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n");
            f.read();
            f.append("app.log", "    g()\nKeyError: 'x'\n");
            Files.copy(f.path("app.log"), f.path("app.log.1"));
            f.truncate("app.log");
            f.look();
            f.settle();

            assertThat(f.seen.matched().getLast().lines())
                    .startsWith("Traceback (most recent call last):")
                    .endsWith("KeyError: 'x'");
            assertThat(f.seen.matched()).hasSize(2);
        }
    }
}
