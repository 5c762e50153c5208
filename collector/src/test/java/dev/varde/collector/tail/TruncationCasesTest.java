package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.collector.Case;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs that are emptied or rewritten in place.
class TruncationCasesTest {
    private static final String BANNER = "the same banner at each start of the program\n".repeat(8);

    @TempDir private Path directory;

    private static Following followed(Path directory, String text, String... patterns)
            throws IOException {
        Following f = new Following(directory, patterns);
        f.append("app.log", text);
        f.look();
        f.settle();
        return f;
    }

    @Test
    @Case(2)
    void aFileCutWhileNobodyLookedIsReadFromItsStartAndTheLossIsSaid() throws IOException {
        try (Following f = followed(directory, "a long first content\nERROR 1\n", "app.log")) {
            f.acknowledge();
            f.stop();
            f.truncate("app.log");
            f.append("app.log", "ERROR 2\n");
            f.start();
            f.drain();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
            assertThat(f.gaps())
                    .containsExactly("it was replaced or removed; what was not read is lost");
        }
    }

    @Test
    @Case(3)
    void aFileCutAndGrownBeyondItsOffsetBetweenTwoLooksIsNoticed() throws IOException {
        try (Following f = followed(directory, BANNER + "ERROR 1\n", "app.log")) {
            f.truncate("app.log");
            f.append("app.log", BANNER + "ERROR 2\n" + "more\n".repeat(100));
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
            assertThat(f.seen.ids()).doesNotHaveDuplicates();
        }
    }

    @Test
    @Case(3)
    void aFileCutAndGrownBeyondItsOffsetWhileNobodyLookedIsNoticed() throws IOException {
        try (Following f = followed(directory, BANNER + "ERROR 1\n", "app.log")) {
            f.acknowledge();
            f.stop();
            f.truncate("app.log");
            f.append("app.log", BANNER + "ERROR 2\n" + "more\n".repeat(100));
            f.start();
            f.drain();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
        }
    }

    @Test
    @Case(3)
    void aFileRewrittenToTheSameLengthIsNoticed() throws IOException {
        try (Following f = followed(directory, BANNER + "ERROR 1\n", "app.log")) {
            Files.writeString(f.path("app.log"), BANNER + "ERROR 2\n");
            Files.setLastModifiedTime(
                    f.path("app.log"),
                    java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(1)));
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
        }
    }

    @Test
    @Case(4)
    void aCopyThatThePatternFindsIsNotToldTwice() throws IOException {
        try (Following f = followed(directory, BANNER + "ERROR 1\n", "app.log*")) {
            Files.copy(f.path("app.log"), f.path("app.log.1"));
            f.look();
            f.truncate("app.log");
            f.look();
            f.append("app.log", "ERROR 2\n");
            f.settle();
            f.stop();
            f.start();
            f.drain();

            assertThat(f.seen.ids().stream().distinct()).hasSize(2);
            assertThat(f.lines().stream().distinct()).containsExactly("ERROR 1", "ERROR 2");
        }
    }

    @Test
    @Case(4)
    void aCopyInTheMakingIsNotTold() throws IOException {
        String text = BANNER + "ERROR 1\nERROR 2\n";
        try (Following f = followed(directory, text, "app.log*")) {
            Files.writeString(f.path("app.log.1"), "");
            f.look();
            Files.writeString(f.path("app.log.1"), text.substring(0, 100));
            f.look();
            Files.writeString(f.path("app.log.1"), text);
            f.look();
            f.truncate("app.log");
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
        }
    }

    @Test
    @Case(4)
    void aCopyMadeWhileNobodyLookedIsNotToldTwice() throws IOException {
        try (Following f = followed(directory, BANNER + "ERROR 1\n", "app.log*")) {
            f.acknowledge();
            f.stop();
            f.append("app.log", "ERROR 2\n");
            Files.copy(f.path("app.log"), f.path("app.log.1"));
            f.truncate("app.log");
            f.append("app.log", "ERROR 3\n");
            f.start();
            f.drain();

            assertThat(f.lines()).containsExactlyInAnyOrder("ERROR 1", "ERROR 2", "ERROR 3");
        }
    }

    @Test
    @Case(5)
    void whatWasNotReadBeforeTheTruncationIsReadFromTheCopyOutsideThePattern() throws IOException {
        try (Following f = followed(directory, BANNER + "ERROR 1\n", "app.log")) {
            f.append("app.log", "ERROR 2\nERROR 3 without its en");
            f.read();
            f.append("app.log", "d\nERROR 4\n");
            Files.copy(f.path("app.log"), f.path("app.log-20261125"));
            f.truncate("app.log");
            f.look();
            f.settle();

            assertThat(f.lines())
                    .containsExactly("ERROR 1", "ERROR 2", "ERROR 3 without its end", "ERROR 4");
        }
    }

    @Test
    @Case(5)
    void linesBetweenTheCopyAndTheTruncationAreLostAndSaid() throws IOException {
        try (Following f = followed(directory, BANNER + "ERROR 1\n", "app.log")) {
            f.append("app.log", "ERROR 2\n");
            f.read();
            Files.copy(f.path("app.log"), f.path("app.log.1"));
            f.append("app.log", "ERROR lost\n");
            f.truncate("app.log");
            f.look();
            f.settle();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2");
            assertThat(f.gaps())
                    .containsExactly(
                            "copied and emptied while it was written to: lines between the two are"
                                    + " lost");
        }
    }

    @Test
    @Case(6)
    void aHoleThatAWriterLeavesAfterTruncationIsPassedOver() throws IOException {
        try (Following f = followed(directory, "x".repeat(3_000_000) + "\nERROR 1\n", "app.log");
                RandomAccessFile writer = new RandomAccessFile(f.path("app.log").toFile(), "rw")) {
            writer.seek(writer.length());
            f.truncate("app.log");
            writer.write("ERROR 2\nERROR 3\n".getBytes(UTF_8));
            f.look();
            f.settle();

            assertThat(f.lines()).hasSize(3);
            assertThat(f.lines().get(1)).endsWith("ERROR 2").hasSizeLessThan(100);
            assertThat(f.lines().get(2)).isEqualTo("ERROR 3");
        }
    }
}
