package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which file is which: numbers of inodes and devices, beginnings, paths and links.
class IdentityCasesTest {
    @TempDir private Path directory;

    private static long inode(Path file) throws IOException {
        return FileKey.stat(file).orElseThrow().key().inode();
    }

    @Test
    @Case(1)
    void anInodeThatIsUsedAgainIsAnotherFile() throws IOException {
        try (Following f = new Following(directory, "app.log")) {
            f.append("app.log", "start of the old file\nERROR old\n");
            f.look();
            f.settle();
            f.acknowledge();
            long inode = inode(f.path("app.log"));
            f.stop();
            Files.delete(f.path("app.log"));
            f.append(
                    "app.log", "start of a new file\nERROR new\n and more than there was before\n");
            f.rewritePositions(p -> onInode(p, inodeNow(f)));
            f.start();
            f.drain();

            assertThat(f.lines()).containsExactly("ERROR old", "ERROR new");
            assertThat(f.seen.ids()).doesNotHaveDuplicates();
            assertThat(inode).isPositive();
        }
    }

    private static long inodeNow(Following f) {
        try {
            return inode(f.path("app.log"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Position onInode(Position p, long inode) {
        return at(p, p.device(), inode);
    }

    private static Position at(Position p, long device, long inode) {
        return new Position(
                p.path(),
                device,
                inode,
                p.fingerprintLength(),
                p.fingerprint(),
                p.offset(),
                p.incarnation(),
                p.origin(),
                p.markerLength(),
                p.marker(),
                p.modified(),
                p.done(),
                p.markedAt());
    }

    @Test
    @Case(1)
    void whatBeginsAsAnEarlierContentOfTheSameInodeDidIsToldOnce() throws IOException {
        String banner = "the program starts, version 1\n".repeat(5);
        try (Following f = new Following(directory, "app.log")) {
            f.append("app.log", banner);
            f.settle();
            f.truncate("app.log");
            f.look();
            f.append("app.log", banner + "ERROR new\n");
            f.settle();
            Files.move(f.path("app.log"), f.path("app.log.1"));
            f.append("app.log", "next\n");
            f.pass(Duration.ofMinutes(2));
            f.acknowledge();
            f.stop();
            f.start();
            f.pass(Duration.ofMinutes(2));

            assertThat(f.lines()).containsExactly("ERROR new");
        }
    }

    @Test
    @Case(19)
    void theSmallestFileIsRead() throws IOException {
        try (Following f = new Following(directory, "*.log")) {
            f.append("a.log", "FATAL\n");
            f.append("b.log", "FATAL\n");
            for (int i = 0; i < 5; i++) {
                f.settle();
            }

            assertThat(f.lines()).containsExactly("FATAL", "FATAL");
        }
    }

    @Test
    @Case(20)
    void filesThatBeginAlikeAreToldApart() throws IOException {
        String banner = "*** kontali backend 4.2, all rights reserved ***\n".repeat(8);
        try (Following f = new Following(directory, "*.log")) {
            f.append("worker-1.log", banner + "ERROR in one\n");
            f.append("worker-2.log", banner + "ERROR in two\n");
            f.look();
            f.settle();
            f.acknowledge();
            f.stop();
            f.append("worker-1.log", "ERROR more in one\n");
            f.append("worker-2.log", "ERROR more in two\n");
            f.start();
            f.drain();

            assertThat(f.lines())
                    .containsExactlyInAnyOrder(
                            "ERROR in one",
                            "ERROR in two",
                            "ERROR more in one",
                            "ERROR more in two");
        }
    }

    @Test
    @Case(21)
    void aFileThatGrowsBeyondItsFingerprintIsNotReadAgain() throws IOException {
        try (Following f = new Following(directory, "app.log")) {
            for (int i = 0; i < 12; i++) {
                f.append("app.log", "ERROR number " + i + " of a file that grows in steps\n");
                f.look();
                f.settle();
                f.acknowledge();
                f.stop();
                f.start();
            }

            assertThat(f.lines()).hasSize(12).doesNotHaveDuplicates();
        }
    }

    @Test
    @Case(22)
    void aDeviceWithAnotherNumberAfterARebootHoldsTheSameFile() throws IOException {
        try (Following f = new Following(directory, "app.log")) {
            f.append("app.log", "ERROR acknowledged\nERROR not acknowledged\n");
            f.look();
            f.settle();
            f.seen.acknowledgeFirst();
            f.stop();
            f.rewritePositions(p -> at(p, p.device() + 1, p.inode()));
            f.append("app.log", "ERROR after the reboot\n");
            f.start();
            f.drain();

            assertThat(f.lines())
                    .containsExactly(
                            "ERROR acknowledged",
                            "ERROR not acknowledged",
                            "ERROR not acknowledged",
                            "ERROR after the reboot");
            assertThat(f.seen.ids().get(1)).isEqualTo(f.seen.ids().get(2));
        }
    }

    @Test
    @Case(23)
    void aLinkThatIsTurnedToTheNextDayLeadsToBothFiles() throws IOException {
        Path current = directory.resolve("current");
        try (Following f = new Following(directory, "current")) {
            Path monday = f.append("app-2026-11-23.log", "start\n");
            Files.createSymbolicLink(current, monday);
            f.look();
            f.append("app-2026-11-23.log", "ERROR on Monday\n");
            Path tuesday = f.append("app-2026-11-24.log", "ERROR on Tuesday\n");
            Path next = Files.createSymbolicLink(directory.resolve("next"), tuesday);
            Files.move(next, current, StandardCopyOption.REPLACE_EXISTING);
            f.look();
            f.truncate("app-2026-11-24.log");
            f.look();
            f.append("app-2026-11-24.log", "ERROR after truncation behind the link\n");
            f.settle();

            assertThat(f.lines())
                    .containsExactlyInAnyOrder(
                            "ERROR on Monday",
                            "ERROR on Tuesday",
                            "ERROR after truncation behind the link");
        }
    }

    @Test
    @Case(24)
    void aFileThatIsDeletedAndMadeAnewIsReadFromItsStart() throws IOException {
        try (Following f = new Following(directory, "app.log")) {
            f.append("app.log", "start\n");
            f.look();
            f.append("app.log", "ERROR last of the old\n");
            Files.delete(f.path("app.log"));
            f.append("app.log", "ERROR first of the new\n");
            f.look();
            f.settle();

            assertThat(f.lines())
                    .containsExactlyInAnyOrder("ERROR last of the old", "ERROR first of the new");
        }
    }

    @Test
    @Case(36)
    void twoPatternsThatFindOneFileTellItOnce() throws IOException {
        try (Following f = new Following(directory, "app.log", "*.log")) {
            f.append("app.log", "ERROR once\n");
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactly("ERROR once");
        }
    }

    @Test
    @Case(36)
    void anotherPatternForTheSameFileResendsNothing() throws IOException {
        try (Following f = new Following(directory, "app.log")) {
            f.append("app.log", "ERROR once\n");
            f.look();
            f.settle();
            f.acknowledge();
            f.stop();
            f.startWith("*.log");
            f.drain();

            assertThat(f.lines()).containsExactly("ERROR once");
        }
    }

    @Test
    @Case(45)
    void directoriesPipesSocketsAndSparseFilesHarmNothing() throws Exception {
        Files.createDirectory(directory.resolve("d.log"));
        assumeTrue(
                new ProcessBuilder("mkfifo", directory.resolve("p.log").toString())
                                .start()
                                .waitFor()
                        == 0,
                "left out: no mkfifo here");
        try (Following f = new Following(directory, "*.log")) {
            try (var sparse = new java.io.RandomAccessFile(f.path("sparse.log").toFile(), "rw")) {
                sparse.setLength(64 << 20);
            }
            f.append("binary.log", new byte[] {(byte) 0xff, 0, (byte) 0x80, 7, '\n'});
            f.append("app.log", "ERROR 1\n");
            f.look();
            f.append("sparse.log", "\nERROR behind the hole\n");
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactlyInAnyOrder("ERROR 1", "ERROR behind the hole");
            assertThat(f.seen.blindSpots()).isEmpty();
        }
    }
}
