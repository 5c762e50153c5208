package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogEndTest {
    private static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    @TempDir Path folder;
    private Path log;

    @BeforeEach
    void cast() {
        log = folder.resolve("app.log");
    }

    private LogEnd only() {
        List<LogEnd> ends = LogEnd.of(List.of(log.toString()));
        assertThat(ends).hasSize(1);
        return ends.getFirst();
    }

    @Test
    void theLastLinesAreThoseThatAreNotBlankWithTheTimeOfTheLastWriting() throws Exception {
        Files.writeString(log, "one\ntwo\n\n   \n");
        Files.setLastModifiedTime(log, FileTime.from(NOON));

        LogEnd end = only();

        assertThat(end.lines()).containsExactly("one", "two");
        assertThat(end.modified()).isEqualTo(NOON);
        assertThat(end.size()).isEqualTo(13);
    }

    @Test
    void aLineWithoutItsNewlineCountsToo() throws Exception {
        Files.writeString(log, "one\nhalf");

        assertThat(only().lines()).containsExactly("one", "half");
    }

    @Test
    void ofALargeFileTheEndIsReadAndNoHalfLineIsShown() throws Exception {
        String text =
                IntStream.range(0, 20_000)
                        .mapToObj("line %d of many"::formatted)
                        .collect(Collectors.joining("\n"));
        Files.writeString(log, text);

        LogEnd end = only();

        assertThat(end.lines()).hasSize(50).allMatch(l -> l.matches("line \\d+ of many"));
        assertThat(end.lines().getLast()).isEqualTo("line 19999 of many");
    }

    @Test
    void controlCharactersAreNotShownAndOtherAlphabetsAre() throws Exception {
        Files.write(log, "\u001b[31mrødt\u001b[0m\u0007\n".getBytes(StandardCharsets.UTF_8));

        assertThat(only().lines().getFirst()).startsWith("rødt").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void textInUtf16IsRead() throws Exception {
        Files.write(log, "\ufeffone\ntwo\n".getBytes(StandardCharsets.UTF_16LE));

        assertThat(only().lines()).containsExactly("one", "two");
    }

    @Test
    void aPatternLeadsToSeveralAndWhatIsNotThereIsLeftOut() throws Exception {
        Files.writeString(log, "a\n");
        Files.writeString(folder.resolve("other.log"), "b\n");

        List<LogEnd> ends =
                LogEnd.of(List.of(folder + "/*.log", folder.resolve("none.txt").toString()));

        assertThat(ends)
                .extracting(e -> e.file().getFileName().toString())
                .containsExactlyInAnyOrder("app.log", "other.log");
    }

    @Test
    void theNewestOlderGenerationBesideItIsFound() throws Exception {
        Files.writeString(log, "a\n");
        Path older = Files.writeString(folder.resolve("app.log.1"), "b\n");
        Path oldest = Files.writeString(folder.resolve("app.log.2.gz"), "c\n");
        Files.setLastModifiedTime(oldest, FileTime.from(NOON));
        Files.writeString(folder.resolve("application.log"), "d\n");

        assertThat(only().rotated()).isEqualTo(older);
    }

    @Test
    void oneWithoutGenerationsHasNone() throws Exception {
        Files.writeString(log, "a\n");

        assertThat(only().rotated()).isNull();
    }

    @Test
    void whatMayNotBeReadIsSaidWithItsReason() throws IOException {
        assumeFalse(
                System.getProperty("user.name").equals("root"),
                "left out: root may read everything");
        Files.writeString(log, "a\n");
        Files.setPosixFilePermissions(log, Set.of());

        assertThat(only().trouble()).isEqualTo("permission denied");
    }

    @Test
    void aFolderIsNoLog() throws Exception {
        Files.createDirectory(log);

        assertThat(only().trouble()).contains("not a regular file");
    }
}
