package dev.varde.collector.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final long BOUND = 16 << 10;
    private static final int FRAME = frame(0, "event 00").size();

    @TempDir private Path directory;

    private Spool open(long acknowledged) throws IOException {
        return Spool.open(directory, BOUND, acknowledged);
    }

    private static Frame frame(long number, String text) {
        return new Frame(number, Weight.LOG, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Writes events of the same length into the first segment, and returns their texts.
    private List<String> written(int count) throws IOException {
        List<String> texts =
                IntStream.range(0, count).mapToObj(i -> String.format("event %02d", i)).toList();
        try (Spool spool = open(0)) {
            for (int i = 0; i < count; i++) {
                spool.append(frame(i, texts.get(i)));
            }
        }
        return texts;
    }

    private Path first() {
        return directory.resolve("0000000000000000000.spool");
    }

    /// Reads all, as a sender does; damage is passed over.
    private static List<String> all(Spool spool, long from) throws IOException {
        List<String> texts = new ArrayList<>();
        for (OptionalLong at = spool.firstFrom(from); at.isPresent(); at = spool.firstFrom(from)) {
            if (spool.read(at.getAsLong(), Long.MAX_VALUE) instanceof Spool.Found.Whole(Frame f)) {
                texts.add(new String(f.payload(), StandardCharsets.UTF_8));
                from = f.number() + 1;
            }
        }
        return texts;
    }

    private static List<String> without(List<String> texts, int... places) {
        List<String> left = new ArrayList<>(texts);
        Arrays.stream(places).mapToObj(texts::get).forEach(left::remove);
        return left;
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
            assertThat(spool.damage()).isEqualTo(new Spool.Damage(0, 0, List.of()));
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
        List<String> texts = written(3);
        byte[] whole = Files.readAllBytes(first());

        for (int length = whole.length - FRAME; length < whole.length; length++) {
            Files.write(first(), Arrays.copyOf(whole, length));
            try (Spool spool = open(0)) {
                assertThat(all(spool, 0)).as("cut at " + length).isEqualTo(texts.subList(0, 2));
                assertThat(spool.damage().bytes()).isEqualTo(length - whole.length + FRAME);
                spool.append(frame(spool.next(), "after"));
                assertThat(all(spool, 2)).containsExactly("after");
            }
            Files.deleteIfExists(directory.resolve("0000000000000000002.spool"));
        }
    }

    @Test
    void aFlippedBitAnywhereLosesNoMoreThanItsOwnFrame() throws IOException {
        List<String> texts = written(4);
        byte[] whole = Files.readAllBytes(first());
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(first(), damaged);
            try (Spool spool = open(0)) {
                List<String> left =
                        at < Segment.HEADER ? texts : without(texts, (at - Segment.HEADER) / FRAME);
                assertThat(all(spool, 0)).as("flipped " + at).isEqualTo(left);
                assertThat(spool.framesFrom(0)).isEqualTo(left.size());
            }
            try (Spool mended = open(0)) {
                assertThat(mended.damage().segments()).as("mended " + at).isZero();
            }
        }
    }

    @Test
    void zeroesAndNonsenseInTheMiddleLoseOnlyWhatTheyCover() throws IOException {
        List<String> texts = written(20);
        byte[] bytes = Files.readAllBytes(first());
        int from = Segment.HEADER + 5 * FRAME + 3;
        Arrays.fill(bytes, from, from + 4 * FRAME, (byte) 0);
        Files.write(first(), bytes);

        try (Spool spool = open(0)) {
            assertThat(all(spool, 0)).isEqualTo(without(texts, 5, 6, 7, 8, 9));
            assertThat(spool.damage().segments()).isEqualTo(1);
            assertThat(spool.damage().bytes()).isEqualTo(5L * FRAME);
            assertThat(spool.next()).isEqualTo(20);
        }
    }

    @Test
    void damageThatAppearsWhileItRunsIsPassedOverAndCounted() throws IOException {
        List<String> texts = written(20);
        try (Spool spool = open(0)) {
            byte[] bytes = Files.readAllBytes(first());
            Arrays.fill(bytes, Segment.HEADER + 5 * FRAME, Segment.HEADER + 8 * FRAME, (byte) 0xff);
            Files.write(first(), bytes);
            assertThat(spool.read(4, Long.MAX_VALUE)).isInstanceOf(Spool.Found.Whole.class);
            assertThat(spool.read(5, Long.MAX_VALUE))
                    .isInstanceOfSatisfying(
                            Spool.Found.Damaged.class,
                            d -> assertThat(d.lost().countFrom(0)).isEqualTo(3));
            assertThat(all(spool, 0)).isEqualTo(without(texts, 5, 6, 7));
            assertThat(spool.framesFrom(0)).isEqualTo(17);
        }
    }

    @Test
    void aSegmentOfZeroesIsGivenUpAndTheNextOnesAreRead() throws IOException {
        List<String> texts = written(2);
        Files.write(directory.resolve("0000000000000000007.spool"), new byte[4_096]);
        try (Spool spool = open(0)) {
            assertThat(all(spool, 0)).isEqualTo(texts);
            assertThat(spool.damage().segments()).isEqualTo(1);
        }
    }

    @Test
    void zeroesLeftByAPowerCutAreCutOff() throws IOException {
        written(1);
        Files.write(first(), new byte[4_096], StandardOpenOption.APPEND);
        try (Spool spool = open(0)) {
            assertThat(all(spool, 0)).containsExactly("event 00");
            assertThat(spool.damage()).isEqualTo(new Spool.Damage(1, 4_096, List.of()));
        }
    }

    @Test
    void aSegmentOfAnotherVersionIsLeftAloneAndNothingIsWrittenOverIt() throws IOException {
        byte[] foreign = "VARDESP9 whatever that may mean".getBytes(StandardCharsets.US_ASCII);
        Files.write(first(), foreign);
        try (Spool spool = open(0)) {
            assertThat(spool.damage().leftAlone())
                    .singleElement()
                    .asString()
                    .contains("0000000000000000000.spool", "another version");
            spool.append(frame(spool.next(), "mine"));
            assertThat(all(spool, 0)).containsExactly("mine");
        }
        assertThat(Files.readAllBytes(first())).isEqualTo(foreign);
    }

    @Test
    void whatIsNoFileStopsNobody() throws IOException {
        Files.createDirectory(first());
        Files.createSymbolicLink(
                directory.resolve("0000000000000000001.spool"), Path.of("/no/such/place"));
        Files.writeString(directory.resolve("notes.txt"), "not mine");
        Files.writeString(directory.resolve("9999999999999999999.spool"), "no number");
        try (Spool spool = open(0)) {
            assertThat(spool.damage().leftAlone()).hasSize(2);
            spool.append(frame(spool.next(), "mine"));
            assertThat(all(spool, 0)).containsExactly("mine");
        }
    }

    @Test
    void whatACrashLeftOfRewritingIsCleared() throws IOException {
        Path fresh = directory.resolve("0000000000000000000.spool.fresh");
        Files.writeString(fresh, "half");
        try (Spool spool = open(0)) {
            assertThat(all(spool, 0)).isEmpty();
        }
        assertThat(fresh).doesNotExist();
    }

    @Test
    void segmentsOfTheFirstFormatAreReadAndWrittenAnew() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (String text : List.of("one", "two", "three")) {
                byte[] body = ("\3" + text).getBytes(StandardCharsets.UTF_8);
                CRC32C crc = new CRC32C();
                crc.update(body);
                out.writeInt(body.length);
                out.writeInt((int) crc.getValue());
                out.write(body);
            }
            out.write(new byte[] {0, 0, 9});
        }
        Path old = directory.resolve("0000000000000000040.spool");
        Files.write(old, bytes.toByteArray());

        for (int start = 0; start < 2; start++) {
            try (Spool spool = open(41)) {
                assertThat(all(spool, 41)).containsExactly("two", "three");
                assertThat(spool.next()).isEqualTo(43);
                assertThat(spool.damage().bytes()).isEqualTo(start == 0 ? 3 : 0);
            }
        }
        assertThat(Files.readString(old, StandardCharsets.ISO_8859_1)).startsWith("VARDESP2");
    }

    @Test
    void lesserFramesAreDroppedOldestFileFirstAndDeathsStay() throws IOException {
        try (Spool spool = open(0)) {
            spool.append(new Frame(0, Weight.VITAL, new byte[900]));
            for (int i = 1; i < 12; i++) {
                spool.append(frame(i, "x".repeat(1_100)));
            }
            assertThat(dropped(spool, 0)).containsExactly(1L);
            assertThat(dropped(spool, 5)).containsExactly(5L);
            assertThat(dropped(spool, 0)).containsExactly(2L);
            assertThat(spool.firstFrom(0)).hasValue(0);
            assertThat(spool.firstFrom(1)).hasValue(3);
            assertThat(spool.firstFrom(5)).hasValue(6);
        }
        try (Spool spool = open(0)) {
            assertThat(spool.framesFrom(0)).isEqualTo(9);
        }
    }

    private static List<Long> dropped(Spool spool, long from) throws IOException {
        List<Long> numbers = new ArrayList<>();
        spool.dropOldest(from)
                .orElseThrow()
                .each((start, end) -> {
                    for (long n = start; n < end; n++) {
                        numbers.add(n);
                    }
                });
        return numbers;
    }
}
