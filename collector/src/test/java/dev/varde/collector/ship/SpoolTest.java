package dev.varde.collector.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long BOUND = 16 << 10;

    @TempDir private Path directory;

    private Spool open(long acknowledged) throws IOException {
        return Spool.open(directory, BOUND, acknowledged);
    }

    private static Frame frame(long number, String text) {
        return new Frame(number, Weight.LOG, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> all(Spool spool, long from) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Optional<Frame> frame = spool.read(from);
                frame.isPresent();
                frame = spool.read(from)) {
            texts.add(new String(frame.get().payload(), StandardCharsets.UTF_8));
            from = frame.get().number() + 1;
        }
        return texts;
    }

    @Test
    void framesComeBackInOrderAfterReopening() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Spool spool = open(0)) {
            for (int i = 0; i < 500; i++) {
                texts.add("event " + i);
                spool.append(frame(i, "event " + i));
            }
            assertThat(all(spool, 0)).isEqualTo(texts);
        }
        try (Spool spool = open(0)) {
            assertThat(all(spool, 0)).isEqualTo(texts);
            assertThat(all(spool, 490)).isEqualTo(texts.subList(490, 500));
            assertThat(spool.next()).isEqualTo(500);
            assertThat(spool.damage().segments()).isZero();
        }
    }

    @Test
    void whatIsAcknowledgedIsDeleted() throws IOException {
        try (Spool spool = open(0)) {
            for (int i = 0; i < 500; i++) {
                spool.append(frame(i, "x".repeat(100)));
            }
            long before = spool.bytes();
            spool.release(400);
            assertThat(spool.bytes()).isLessThan(before / 3);
            assertThat(spool.framesFrom(400)).isEqualTo(100);
        }
        try (Spool spool = open(500)) {
            assertThat(spool.framesFrom(0)).isZero();
            assertThat(spool.next()).isEqualTo(500);
        }
        try (var files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aFileCutAtAnyByteOfItsLastFrameLosesOnlyThatFrame() throws IOException {
        try (Spool spool = open(0)) {
            spool.append(frame(0, "first"));
            spool.append(frame(1, "second"));
            spool.append(frame(2, "the last one"));
        }
        Path file = directory.resolve("0000000000000000000.spool");
        byte[] whole = Files.readAllBytes(file);
        int lastFrame = whole.length - frame(2, "the last one").size();

        for (int length = lastFrame; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            try (Spool spool = open(0)) {
                assertThat(all(spool, 0)).as("cut at " + length).containsExactly("first", "second");
                assertThat(spool.damage().bytes()).isEqualTo(length - lastFrame);
                spool.append(frame(spool.next(), "after"));
                assertThat(all(spool, 0)).containsExactly("first", "second", "after");
            }
            Files.deleteIfExists(directory.resolve("0000000000000000002.spool"));
        }
    }

    @Test
    void aFlippedBitAnywhereIsNoticed() throws IOException {
        try (Spool spool = open(0)) {
            spool.append(frame(0, "first"));
            spool.append(frame(1, "second"));
        }
        Path file = directory.resolve("0000000000000000000.spool");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            try (Spool spool = open(0)) {
                assertThat(all(spool, 0))
                        .as("flipped " + at)
                        .isSubsetOf("first", "second")
                        .hasSizeLessThan(2);
                assertThat(spool.damage().segments()).isEqualTo(1);
            }
        }
    }

    @Test
    void zeroesLeftByAPowerCutAreCutOff() throws IOException {
        try (Spool spool = open(0)) {
            spool.append(frame(0, "first"));
        }
        Path file = directory.resolve("0000000000000000000.spool");
        Files.write(file, new byte[4_096], java.nio.file.StandardOpenOption.APPEND);
        try (Spool spool = open(0)) {
            assertThat(all(spool, 0)).containsExactly("first");
            assertThat(spool.damage()).isEqualTo(new Spool.Damage(1, 4_096));
        }
    }

    @Test
    void onlyFilesWithoutDeathsAreDropped() throws IOException {
        try (Spool spool = open(0)) {
            spool.append(new Frame(0, Weight.VITAL, new byte[900]));
            for (int i = 1; i < 12; i++) {
                spool.append(frame(i, "x".repeat(1_100)));
            }
            assertThat(spool.dropOldest(0)).contains(new Spool.Range(2, 3));
            assertThat(spool.dropOldest(5)).contains(new Spool.Range(5, 6));
            assertThat(spool.read(0).orElseThrow().number()).isZero();
            assertThat(spool.read(2).orElseThrow().number()).isEqualTo(3);
        }
    }

    @Test
    void aCheckpointSurvivesAndADamagedOneCountsAsNone() throws IOException {
        Checkpoint checkpoint = new Checkpoint(directory.resolve("acknowledged"));
        assertThat(checkpoint.load()).isZero();
        checkpoint.save(42);
        assertThat(checkpoint.load()).isEqualTo(42);
        Files.write(directory.resolve("acknowledged"), new byte[8]);
        assertThat(checkpoint.load()).isZero();
    }
}
