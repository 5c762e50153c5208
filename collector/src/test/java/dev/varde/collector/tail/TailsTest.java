package dev.varde.collector.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailsTest {
    private static final ServiceName KONTALI = new ServiceName("kontali-backend");

    @TempDir private Path directory;
    private final Seen seen = new Seen();
    private final List<Tails> started = new ArrayList<>();
    private Path log = Path.of("/");
    private Path positions = Path.of("/");

    @BeforeEach
    void paths() {
        log = directory.resolve("app.log");
        positions = directory.resolve("positions.json");
    }

    @AfterEach
    void stop() {
        started.forEach(Tails::close);
    }

    private Tails start(String... logs) {
        Configuration.Service service =
                new Configuration.Service(
                        KONTALI, Map.of(), null, List.of(), List.of(logs), List.of(), null);
        Tails tails = Tails.start(List.of(service), positions, seen, InstantSource.system());
        started.add(tails);
        return tails;
    }

    private void append(Path file, String text) throws IOException {
        append(file, text.getBytes(UTF_8));
    }

    private static void append(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void awaitLines(String... lines) {
        await().untilAsserted(() -> assertThat(seen.lines()).containsExactly(lines));
    }

    @Test
    void whatStoodInAFileBeforeTheFirstLookIsContextAndNoNews() throws IOException {
        append(log, "ERROR old\nplain\n");
        Tails tails = start(log.toString());
        append(log, "ERROR new\n");

        awaitLines("ERROR new");
        LastWords words = tails.drain(KONTALI);
        assertThat(words.tails().getFirst().lines())
                .containsExactly("ERROR old", "plain", "ERROR new");
        assertThat(words.writtenAt()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(seen.matched().getFirst().offset()).isEqualTo(16);
    }

    @Test
    void aFileThatAppearsLaterIsReadFromItsStart() throws IOException {
        start(log.toString(), directory + "/*.txt");
        append(log, "ERROR one\n");
        append(directory.resolve("x.txt"), "ERROR two\n");

        await().untilAsserted(() ->
                assertThat(seen.lines()).containsExactlyInAnyOrder("ERROR one", "ERROR two"));
    }

    @Test
    void renamingLosesNothingOfTheOldOrTheNewFile() throws IOException {
        append(log, "start\n");
        start(log.toString());
        append(log, "ERROR 1\n");
        Files.move(log, directory.resolve("app.log.1"));
        append(directory.resolve("app.log.1"), "ERROR 2\n");
        append(log, "ERROR 3\n");

        await().untilAsserted(() ->
                assertThat(seen.lines())
                        .containsExactlyInAnyOrder("ERROR 1", "ERROR 2", "ERROR 3"));
        assertThat(seen.ids()).doesNotHaveDuplicates();
    }

    @Test
    void aRenamedFileThatThePatternStillFindsIsNotReadTwice() throws IOException {
        append(log, "start\n");
        Tails tails = start(directory + "/app.log*");
        append(log, "ERROR 1\n");
        awaitLines("ERROR 1");
        Files.move(log, directory.resolve("app.log.1"));
        append(log, "ERROR 2\n");

        tails.drain(KONTALI);
        assertThat(seen.lines()).containsExactly("ERROR 1", "ERROR 2");
    }

    @Test
    void aTruncatedFileIsReadFromItsStartUnderNewIds() throws IOException {
        append(log, "start\n");
        start(log.toString());
        append(log, "ERROR same line\n");
        awaitLines("ERROR same line");

        Files.write(
                log,
                "start\nERROR same line\n".getBytes(UTF_8),
                StandardOpenOption.TRUNCATE_EXISTING);
        append(log, "");
        Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
        await().during(java.time.Duration.ofMillis(250)).until(() -> true);
        append(log, "start\nERROR same line\n");

        awaitLines("ERROR same line", "ERROR same line");
        assertThat(seen.ids()).doesNotHaveDuplicates();
    }

    @Test
    void aFileRewrittenLongerThanItWasIsNoticedByItsBeginning() throws IOException {
        append(log, "2026-11-24 first content\n");
        Tails tails = start(log.toString());
        Files.write(
                log,
                ("2026-11-25 other content\n" + "filler\n".repeat(50) + "ERROR here\n")
                        .getBytes(UTF_8),
                StandardOpenOption.TRUNCATE_EXISTING);

        tails.drain(KONTALI);
        assertThat(seen.lines()).containsExactly("ERROR here");
    }

    @Test
    void aDeletedFileThatComesBackIsReadFromItsStart() throws IOException {
        append(log, "start\n");
        Tails tails = start(log.toString());
        append(log, "ERROR last\n");
        Files.delete(log);
        append(log, "ERROR first\n");

        tails.drain(KONTALI);
        assertThat(seen.lines()).containsExactlyInAnyOrder("ERROR last", "ERROR first");
    }

    @Test
    void aSymbolicLinkThatIsTurnedLeadsToTheNewFile() throws IOException {
        Path one = directory.resolve("one.log");
        Path two = directory.resolve("two.log");
        append(one, "start\n");
        Files.createSymbolicLink(log, one);
        Tails tails = start(log.toString());
        append(one, "ERROR in one\n");
        append(two, "ERROR in two\n");
        Files.createSymbolicLink(directory.resolve("next"), two);
        Files.move(directory.resolve("next"), log, StandardCopyOption.REPLACE_EXISTING);

        tails.drain(KONTALI);
        assertThat(seen.lines()).containsExactlyInAnyOrder("ERROR in one", "ERROR in two");
    }

    @Test
    void aPartialLineWaitsForItsEnd() throws IOException {
        append(log, "start\n");
        Tails tails = start(log.toString());
        append(log, "ERROR half ");
        await().during(java.time.Duration.ofMillis(500)).until(() -> seen.lines().isEmpty());
        append(log, "and whole\n");
        awaitLines("ERROR half and whole");

        append(log, "FATAL without end");
        tails.drain(KONTALI);
        assertThat(seen.lines()).containsExactly("ERROR half and whole", "FATAL without end");
    }

    @Test
    void drainingEndsAnOpenTrace() throws IOException {
        append(log, "start\n");
        Tails tails = start(log.toString());
        append(
                log,
                "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    g()\nKeyError: 'x'\n");

        tails.drain(KONTALI);
        assertThat(seen.matched()).hasSize(1);
        assertThat(seen.matched().getFirst().kind()).isEqualTo(LogKind.STACK_TRACE);
        assertThat(seen.matched().getFirst().lines()).hasSize(4);
    }

    @Test
    void onlyTheLastFiftyLinesAreKept() throws IOException {
        append(log, "start\n");
        Tails tails = start(log.toString());
        append(
                log,
                String.join("\n", IntStream.range(0, 5_000).mapToObj(i -> "line " + i).toList())
                        + "\n");

        List<String> lines = tails.drain(KONTALI).tails().getFirst().lines();
        assertThat(lines).hasSize(50).startsWith("line 4950").endsWith("line 4999");
    }

    @Test
    void aLineThatComesAfterALongSilenceIsSeen() throws IOException {
        append(log, "start\n");
        start(log.toString());
        long begun = System.nanoTime();
        await().until(() -> System.nanoTime() - begun > Duration.ofSeconds(4).toNanos());
        append(log, "ERROR 1\n");
        await().untilAsserted(() -> assertThat(seen.lines()).containsExactly("ERROR 1"));
        append(log, "ERROR 2\n");
        await().untilAsserted(() -> assertThat(seen.lines()).containsExactly("ERROR 1", "ERROR 2"));
    }

    @Test
    void hostileBytesHarmNothing() throws IOException {
        append(log, "start\n");
        Tails tails = start(log.toString());
        byte[] huge = new byte[10 << 20];
        Arrays.fill(huge, (byte) 'x');
        append(log, huge);
        append(log, "\n");
        append(log, new byte[1 << 20]);
        append(
                log,
                new byte[] {(byte) 0xff, (byte) 0xfe, 'E', 'R', 'R', 'O', 'R', ' ', 0, 7, '\n'});
        append(log, "\u001b[31mERROR\u001b[0m red\r\n");

        await().untilAsserted(() -> assertThat(seen.lines()).hasSize(2));
        List<String> lines = tails.drain(KONTALI).tails().getFirst().lines();
        assertThat(seen.lines()).containsExactly("\ufffd\ufffdERROR \ufffd\ufffd", "ERROR red");
        assertThat(lines).isEqualTo(seen.lines());
    }

    @Test
    void positionsMoveOnlyBehindWhatTheBrokerAcknowledged() throws IOException {
        append(log, "start\n");
        Tails first = start(log.toString());
        append(log, "ERROR 1\nplain\nERROR 2\nERROR 3\n");
        awaitLines("ERROR 1", "ERROR 2", "ERROR 3");
        seen.acknowledgeFirst();
        first.close();

        append(log, "ERROR 4\n");
        Tails second = start(log.toString());
        second.drain(KONTALI);
        assertThat(seen.lines())
                .containsExactly("ERROR 1", "ERROR 2", "ERROR 3", "ERROR 2", "ERROR 3", "ERROR 4");
        assertThat(seen.ids().get(1)).isEqualTo(seen.ids().get(3));
        assertThat(seen.ids().get(2)).isEqualTo(seen.ids().get(4));
    }

    @Test
    void whatIsAcknowledgedIsNotReadAgainAfterARestart() throws IOException {
        append(log, "start\n");
        Tails first = start(log.toString());
        append(log, "ERROR 1\nplain\n");
        awaitLines("ERROR 1");
        seen.acknowledgeAll();
        first.close();

        start(log.toString()).drain(KONTALI);
        assertThat(seen.lines()).containsExactly("ERROR 1");
    }

    @Test
    void aFileRotatedWhileNobodyLookedIsFinishedFirst() throws IOException {
        append(log, "start\n");
        Tails first = start(log.toString());
        append(log, "ERROR 1\n");
        awaitLines("ERROR 1");
        seen.acknowledgeAll();
        first.close();

        append(log, "ERROR 2\n");
        Files.move(log, directory.resolve("app.log.1"));
        append(log, "ERROR 3\n");
        start(log.toString()).drain(KONTALI);
        assertThat(seen.lines()).containsExactlyInAnyOrder("ERROR 1", "ERROR 2", "ERROR 3");
    }

    @Test
    void aFileTruncatedWhileNobodyLookedIsReadFromItsStart() throws IOException {
        append(log, "start of the long first file\nmore\nmore\n");
        start(log.toString()).close();

        Files.write(log, "ERROR x\n".getBytes(UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
        start(log.toString()).drain(KONTALI);
        assertThat(seen.lines()).containsExactly("ERROR x");
    }

    @Test
    void damagedPositionsMeanFollowingFromTheEnd() throws IOException {
        append(log, "ERROR old\n");
        Files.write(positions, new byte[] {0, 0, 0});
        Tails tails = start(log.toString());
        append(log, "ERROR new\n");
        tails.drain(KONTALI);
        assertThat(seen.lines()).containsExactly("ERROR new");
    }

    @Test
    void aStormOfErrorsIsBoundedAndCounted() throws IOException {
        append(log, "start\n");
        Tails tails = start(log.toString());
        append(log, "ERROR again\n".repeat(1_000));
        tails.drain(KONTALI);
        // The last line may have waited for the drain, which has a window of its own.
        assertThat(seen.lines()).hasSizeBetween(200, 201);
    }

    @Test
    void aFileThatMayNotBeReadIsABlindSpotUntilItMay() throws IOException {
        assumeTrue(
                !System.getProperty("user.name").equals("root"),
                "left out: root may read everything");
        append(log, "start\n");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("---------"));
        start(log.toString());
        await().untilAsserted(() -> assertThat(seen.blindSpots()).hasSize(1));
        assertThat(seen.blindSpots().getFirst().reason()).isEqualTo("permission denied");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
        append(log, "ERROR now\n");
        awaitLines("ERROR now");
    }

    @Test
    void directoriesAndPipesAreLeftAlone() throws Exception {
        Files.createDirectory(directory.resolve("d.log"));
        new ProcessBuilder("mkfifo", directory.resolve("p.log").toString()).start().waitFor();
        append(log, "start\n");
        Tails tails = start(directory + "/*.log");
        append(log, "ERROR 1\n");
        tails.drain(KONTALI);
        assertThat(seen.lines()).containsExactly("ERROR 1");
        assertThat(seen.blindSpots()).isEmpty();
    }

    @Test
    void aPrivateKeyInALogStaysOutOfTheLastLines() throws IOException {
        append(log, "start\n");
        Tails tails = start(log.toString());
        append(
                log,
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nqwerty\n-----END RSA PRIVATE KEY-----\nERROR x\n");
        List<String> lines = tails.drain(KONTALI).tails().getFirst().lines();
        assertThat(String.join("\n", lines)).doesNotContain("MIIEow", "qwerty").contains("ERROR x");
    }

    @Test
    void aServiceWithoutLogsHasNoLastWords() {
        LastWords words = start().drain(KONTALI);
        assertThat(words.tails()).isEmpty();
        assertThat(words.writtenAt()).isNull();
    }
}
