package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import dev.varde.events.CollectorFact.BlindSpot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many files, large trees, busy logs, and clocks that lie.
class CostCasesTest {
    @TempDir private Path directory;

    private static long openUnder(Path directory) throws IOException {
        long count = 0;
        try (var all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path fd : all) {
                try {
                    count += Files.readSymbolicLink(fd).startsWith(directory) ? 1 : 0;
                } catch (IOException _) {
                    count += 0;
                }
            }
        }
        return count;
    }

    @Test
    @Case(26)
    void hundredsOfFilesAreFollowedWithFewOpen() throws IOException {
        try (Following f = new Following(directory, "*.log").openingAtMost(32)) {
            for (int i = 0; i < 300; i++) {
                f.append(i + ".log", "start\n");
            }
            f.look();
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                f.append(i + ".log", "ERROR in " + i + "\n");
                expected.add("ERROR in " + i);
            }
            for (int i = 0; i < 12; i++) {
                f.settle();
            }

            assertThat(new HashSet<>(f.lines())).isEqualTo(expected);
            assertThat(f.seen.ids()).doesNotHaveDuplicates();
            assertThat(openUnder(directory)).isLessThanOrEqualTo(32);
        }
    }

    @Test
    @Case(27)
    void aBurstOfNewFilesNeedsNoNoticeOfTheKernel() throws IOException {
        try (Following f = new Following(directory, "*.log")) {
            f.look();
            IntStream.range(0, 700).forEach(i -> write(f, i));
            f.look();
            for (int i = 0; i < 6; i++) {
                f.settle();
            }

            assertThat(new HashSet<>(f.lines())).hasSize(700);
        }
    }

    private static void write(Following f, int i) {
        try {
            f.append(i + ".log", "ERROR in the new file " + i + "\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @Case(37)
    void timesInTheFutureAndThePastHideNothing() throws IOException {
        try (Following f = new Following(directory, "*.log")) {
            f.look();
            FileTime future = FileTime.from(Instant.now().plusSeconds(1_000_000));
            FileTime past = FileTime.from(Instant.EPOCH.plusSeconds(10));
            Files.setLastModifiedTime(f.append("a.log", "ERROR from the future\n"), future);
            Files.setLastModifiedTime(f.append("b.log", "ERROR from the past\n"), past);
            f.look();
            f.settle();
            f.acknowledge();
            f.stop();
            Files.setLastModifiedTime(f.append("a.log", "ERROR 2\n"), past);
            f.start();
            f.drain();

            assertThat(f.lines())
                    .containsExactlyInAnyOrder(
                            "ERROR from the future", "ERROR from the past", "ERROR 2");
            assertThat(f.seen.times()).allMatch(t -> t.isBefore(Instant.now().plusSeconds(60)));
        }
    }

    @Test
    @Case(37)
    void aFileMadeWhileNobodyLookedIsNewWhateverTheClockSays() throws IOException {
        try (Following f = new Following(directory, "*.log")) {
            f.append("a.log", "start\n");
            f.look();
            f.stop();
            f.rewritePositions(p -> p);
            f.append("b.log", "ERROR in b\n");
            f.start();
            f.drain();

            assertThat(f.lines()).containsExactly("ERROR in b");
        }
    }

    @Test
    @Case(38)
    void aFileThatIsCopiedHereWithAnOldTimeIsRead() throws IOException {
        try (Following f = new Following(directory, "*.log")) {
            f.look();
            Path copied = f.append("copied.log", "ERROR long ago\n");
            Files.setLastModifiedTime(copied, FileTime.from(Instant.EPOCH.plusSeconds(1_000)));
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactly("ERROR long ago");
        }
    }

    @Test
    @Case(42)
    void aTreeThatIsTooLargeIsLookedAtInPartAndThatIsSaid() throws IOException {
        for (int i = 0; i < 50; i++) {
            for (int j = 0; j < 50; j++) {
                Files.createDirectories(directory.resolve("tree/" + i + "/" + j));
            }
        }
        try (Following f = new Following(directory, "tree/**/*.log", "app.log")) {
            f.append("tree/0/0/near.log", "ERROR near\n");
            f.append("app.log", "ERROR here\n");
            f.look();
            f.settle();

            assertThat(f.lines()).contains("ERROR here");
            assertThat(f.seen.blindSpots())
                    .extracting(BlindSpot::reason)
                    .containsExactly("it leads to more files or directories than are looked at");
        }
    }

    @Test
    @Case(43)
    void aQuietLogIsReadBeforeABusyOneIsReadThrough() throws IOException {
        try (Following f = new Following(directory, "*.log")) {
            f.append("busy.log", "start\n");
            f.append("quiet.log", "start\n");
            f.look();
            f.append("busy.log", "noise without a meaning\n".repeat(400_000) + "ERROR busy\n");
            f.append("quiet.log", "FATAL quiet\nplain\n");
            boolean more = f.read();

            assertThat(more).isTrue();
            assertThat(f.lines()).containsExactly("FATAL quiet");
            f.settle();
            assertThat(f.lines()).containsExactly("FATAL quiet", "ERROR busy");
        }
    }
}
