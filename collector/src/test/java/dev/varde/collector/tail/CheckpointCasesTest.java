package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.collector.Case;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The file of positions, at each moment at which a run may end.
class CheckpointCasesTest {
    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("positions.json");
    }

    private static Positions.Saved saved(long offset) {
        Position position =
                new Position("/var/log/a", 1, 2, 3, 4, offset, 5, "1-2-5", 6, 7, 8, false, null);
        return Positions.Saved.of(
                offset, Map.of("kontali", List.of(position)), Map.of("kontali", List.of("a")));
    }

    private long loadedOffset() {
        Positions.Loaded loaded = new Positions(file).load();
        assertThat(loaded.damaged()).isFalse();
        return first(loaded).offset();
    }

    private static Position first(Positions.Loaded loaded) {
        return loaded.saved().services().getOrDefault("kontali", List.of()).getFirst();
    }

    private Path beside(String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    private byte[] bytesOf(long offset) throws IOException {
        Path other = directory.resolve("other.json");
        new Positions(other).save(saved(offset));
        return Files.readAllBytes(other);
    }

    @Test
    @Case(33)
    void aFileThatIsZeroedTornOrChangedFallsBackToTheOneBefore() throws IOException {
        Positions positions = new Positions(file);
        positions.save(saved(100));
        positions.save(saved(200));
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            if (random.nextBoolean()) {
                damaged = whole.clone();
                damaged[random.nextInt(whole.length - 10)] ^= (byte) (1 << random.nextInt(7));
            }
            Files.write(file, damaged);
            assertThat(loadedOffset()).as("round " + i).isIn(100L, 200L);
        }
        Files.write(file, new byte[whole.length]);

        assertThat(loadedOffset()).isEqualTo(100);
    }

    @Test
    @Case(33)
    void whenAllIsDamagedThatIsSaidAndTheStartGoesOn() throws IOException {
        Files.write(file, new byte[] {0, 0});
        Files.write(beside(".prev"), new byte[0]);
        Seen seen = new Seen();
        Configuration.Service service =
                new Configuration.Service(
                        new ServiceName("kontali"),
                        Map.of(),
                        null,
                        List.of(),
                        List.of(directory + "/app.log"),
                        List.of(),
                        null);
        Tails.start(List.of(service), file, seen, InstantSource.system()).close();

        assertThat(seen.gaps())
                .extracting(gap -> gap.reason())
                .containsExactly("the positions cannot be read; logs are followed from their end");
    }

    @Test
    @Case(33)
    void aFileOfAnEarlierVersionIsRead() throws IOException {
        Files.writeString(
                file,
                """
                {"savedAt":1,"services":{"kontali":[{"path":"/var/log/a","device":1,"inode":2,\
                "fingerprintLength":3,"fingerprint":4,"offset":77,"incarnation":5}]}}\
                """);

        assertThat(loadedOffset()).isEqualTo(77);
        Position position = first(new Positions(file).load());
        assertThat(position.identity().origin()).isEqualTo("1-2-5");
    }

    @Test
    @Case(46)
    void aKillAtEachStepOfReplacingTheFileLeavesAWholeOne() throws IOException {
        Files.write(file, bytesOf(100));
        byte[] next = bytesOf(200);
        for (int written = 0; written <= next.length; written += 10) {
            Files.write(beside(".next"), Arrays.copyOf(next, written));
            assertThat(loadedOffset()).isEqualTo(100);
        }
        Files.write(beside(".next"), next);
        Files.move(file, beside(".prev"));
        assertThat(loadedOffset()).isEqualTo(200);
        Files.move(beside(".next"), file);
        assertThat(loadedOffset()).isEqualTo(200);
    }

    @Test
    @Case(32)
    void aDiskThatIsFullIsSaidOnceAndPositionsAreSavedWhenThereIsRoomAgain() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()) == 0,
                "left out: only root can mount a small disk");
        try {
            Path filler = disk.resolve("filler");
            assertThatThrownBy(
                            () -> Files.write(filler, new byte[1 << 20], StandardOpenOption.CREATE))
                    .isInstanceOf(IOException.class);
            follow(disk, filler);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private void follow(Path disk, Path filler) throws IOException {
        Path log = Files.writeString(directory.resolve("app.log"), "start\n");
        Seen seen = new Seen();
        Configuration.Service service =
                new Configuration.Service(
                        new ServiceName("kontali"),
                        Map.of(),
                        null,
                        List.of(),
                        List.of(log.toString()),
                        List.of(),
                        null);
        Path positions = disk.resolve("positions.json");
        try (Tails _ = Tails.start(List.of(service), positions, seen, InstantSource.system())) {
            Files.writeString(log, "ERROR 1\n", StandardOpenOption.APPEND);
            await().untilAsserted(() -> assertThat(seen.lines()).containsExactly("ERROR 1"));
            await().untilAsserted(() -> assertThat(seen.blindSpots()).hasSize(1));
            Files.delete(filler);
            await().until(() -> new Positions(positions).load().saved().savedAt() > 0);
        }
        assertThat(seen.blindSpots())
                .singleElement()
                .extracting(BlindSpot::reason)
                .asString()
                .contains("cannot be saved");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    @Test
    @Case(35)
    void whatIsNotAcknowledgedIsReadAgainWithTheSameIdsAndSkippedLinesAreNot() throws IOException {
        try (Following f = new Following(directory, "app.log")) {
            f.append("app.log", "ERROR 1\nplain\nERROR 2\nplain\n");
            f.look();
            f.settle();
            f.seen.acknowledgeFirst();
            f.look();
            f.stop();
            f.start();
            f.drain();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 2", "ERROR 2");
            assertThat(f.seen.ids().get(1)).isEqualTo(f.seen.ids().get(2));
            f.acknowledge();
            f.stop();
            f.start();
            f.drain();
            assertThat(f.lines()).hasSize(3);
        }
    }

    @Test
    @Case(35)
    void anIdIsTheSameThoughTheRunThatToldItFirstSavedNothingSince() throws IOException {
        try (Following f = new Following(directory, "app.log")) {
            f.append("app.log", "");
            f.look();
            f.append("app.log", "ERROR 1\n");
            f.read();
            f.drain();
            f.crash();
            f.start();
            f.drain();

            assertThat(f.lines()).containsExactly("ERROR 1", "ERROR 1");
            assertThat(f.seen.ids().getFirst()).isEqualTo(f.seen.ids().getLast());
        }
    }
}
