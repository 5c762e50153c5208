package dev.varde.collector.ship;

import static dev.varde.collector.ship.Cast.NOON;
import static dev.varde.collector.ship.Cast.WEB_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShelfTest {
    private static final long BOUND = 8 << 20;
    private static final int HALF_MEGABYTE = 512 << 10;

    @TempDir private Path directory;
    private final AtomicLong nanos = new AtomicLong();

    private Shelf shelf() throws IOException {
        return new Shelf(Spool.open(directory, BOUND, 0), BOUND, nanos::get);
    }

    private Backlog backlog() throws IOException {
        Shelf shelf = shelf();
        return new Backlog(shelf, Standing.load(directory, "book"), 0, 0);
    }

    private static Optional<Boolean> onDisk(Shelf shelf, long number) throws IOException {
        return shelf.first(number) instanceof Shelf.Found.One(Item item)
                ? Optional.of(item.onDisk())
                : Optional.empty();
    }

    private static HostEvent event(long number) {
        return new HostEvent(
                new EventId("e" + number),
                NOON,
                WEB_1,
                "run",
                number + 1,
                null,
                Cast.heartbeat("h").fact());
    }

    private static Frame frame(long number, Weight weight, int size) {
        return new Frame(number, weight, new byte[size]);
    }

    private static boolean keep(Shelf shelf, long number, int size) {
        return shelf.keep(frame(number, Weight.LOG, size), event(number));
    }

    private static boolean retry(Shelf shelf, long number, Weight weight) {
        return shelf.retry(frame(number, weight, 100), event(number));
    }

    /// A segment that takes nothing.
    private void fillDisk() throws IOException {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "left out: no /dev/full here");
        Files.createSymbolicLink(segment(), Path.of("/dev/full"));
    }

    private Path segment() {
        return directory.resolve("0000000000000000000.spool");
    }

    @Test
    void aHealthyDiskIsNotTriedAnew() throws IOException {
        try (Shelf shelf = shelf()) {
            assertThat(retry(shelf, 0, Weight.VITAL)).isFalse();
            assertThat(keep(shelf, 0, 100)).isTrue();
            assertThat(shelf.trouble()).isNull();
            assertThat(shelf.filled()).isPositive();
        }
    }

    @Test
    void aDiskInTroubleIsTriedAboutOnceASecondByWhateverComes() throws IOException {
        try (Shelf shelf = shelf()) {
            fillDisk();
            assertThat(keep(shelf, 0, 100)).isTrue();
            assertThat(shelf.trouble()).isNotNull();

            Files.delete(segment());
            assertThat(retry(shelf, 1, Weight.ROUTINE)).isFalse();
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
            assertThat(retry(shelf, 1, Weight.ROUTINE)).isFalse();
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(retry(shelf, 1, Weight.ROUTINE)).isTrue();
            assertThat(shelf.trouble()).isNull();
            assertThat(onDisk(shelf, 0)).contains(false);
            assertThat(onDisk(shelf, 1)).contains(true);
        }
    }

    @Test
    void aTrialThatFailsKeepsNothingAndWaitsAnotherSecond() throws IOException {
        try (Shelf shelf = shelf()) {
            fillDisk();
            keep(shelf, 0, 100);
            Path second = directory.resolve("0000000000000000001.spool");
            Files.createSymbolicLink(second, Path.of("/dev/full"));
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(retry(shelf, 1, Weight.ROUTINE)).isFalse();
            assertThat(onDisk(shelf, 1)).isEmpty();

            Files.delete(second);
            assertThat(retry(shelf, 1, Weight.ROUTINE)).isFalse();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(retry(shelf, 1, Weight.ROUTINE)).isTrue();
        }
    }

    @Test
    void theClockMayOverflow() throws IOException {
        nanos.set(Long.MAX_VALUE - 10);
        try (Shelf shelf = shelf()) {
            fillDisk();
            keep(shelf, 0, 100);
            Files.delete(segment());
            assertThat(retry(shelf, 1, Weight.ROUTINE)).isFalse();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(retry(shelf, 1, Weight.ROUTINE)).isTrue();
        }
    }

    @Test
    void memoryHasABoundWhileTheDiskIsInTrouble() throws IOException {
        try (Shelf shelf = shelf()) {
            fillDisk();
            for (int i = 0; i < 8; i++) {
                assertThat(keep(shelf, i, HALF_MEGABYTE)).isTrue();
            }
            assertThat(shelf.filled()).isEqualTo(1.0);
            assertThat(keep(shelf, 8, 1)).isFalse();
            shelf.forget(0);
            assertThat(keep(shelf, 8, HALF_MEGABYTE)).isTrue();
            assertThat(keep(shelf, 9, 1)).isFalse();
        }
    }

    @Test
    void aHeartbeatMendsASpoolWhoseMemoryIsTooFullForIt() throws IOException {
        try (Backlog backlog = backlog()) {
            fillDisk();
            AtomicInteger givenUp = new AtomicInteger();
            for (int i = 0; i < 6; i++) {
                backlog.offer(Weight.VITAL, event(i), new byte[HALF_MEGABYTE], Pace.NOW, null);
            }
            assertThat(offerHeartbeat(backlog, 6, givenUp)).isFalse();
            assertThat(givenUp).hasValue(1);

            Files.delete(segment());
            assertThat(offerHeartbeat(backlog, 6, givenUp)).isFalse();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            assertThat(offerHeartbeat(backlog, 6, givenUp)).isTrue();
            assertThat(backlog.diskTrouble()).isNull();
            assertThat(backlog.waiting()).isEqualTo(7);
            assertThat(backlog.dropped()).isEqualTo(2);
        }
    }

    private static boolean offerHeartbeat(Backlog backlog, long number, AtomicInteger givenUp) {
        return backlog.offer(
                Weight.ROUTINE,
                event(number),
                new byte[100],
                Pace.WITH_OTHERS,
                givenUp::incrementAndGet);
    }

    @Test
    void whatLiesInMemoryAndOnDiskComesOutInOrder() throws Exception {
        try (Backlog backlog = backlog()) {
            fillDisk();
            backlog.offer(Weight.LOG, event(0), new byte[10], Pace.NOW, null);
            backlog.offer(Weight.LOG, event(1), new byte[11], Pace.NOW, null);
            Files.delete(segment());
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
            backlog.offer(Weight.LOG, event(2), new byte[12], Pace.NOW, null);
            backlog.offer(Weight.LOG, event(3), new byte[13], Pace.NOW, null);
            for (int i = 0; i < 4; i++) {
                Item item = backlog.take(Duration.ofSeconds(5)).orElseThrow();
                assertThat(item.number()).isEqualTo(i);
                assertThat(item.payload()).hasSize(10 + i);
                backlog.acknowledge(item.number());
            }
            assertThat(backlog.waiting()).isZero();
        }
    }

    @Test
    void whatNeverCameInIsCountedAndItsSourceToldEvenWhenThatFails() throws IOException {
        try (Backlog backlog = backlog()) {
            AtomicInteger told = new AtomicInteger();
            backlog.lose("bad", told::incrementAndGet);
            backlog.lose("bad", null);
            backlog.lose(
                    "worse",
                    () -> {
                        throw new IllegalStateException("the source stumbles");
                    });
            assertThat(told).hasValue(1);
            List<Losses.Loss> losses = backlog.lossesToTell();
            assertThat(losses)
                    .containsExactly(
                            new Losses.Loss("spool-gap-book-1", 2, "bad"),
                            new Losses.Loss("spool-gap-book-2", 1, "worse"));
            assertThat(backlog.lossesToTell()).isEqualTo(losses);
            losses.forEach(backlog::told);
            assertThat(backlog.lossesToTell()).isEmpty();
            assertThat(backlog.dropped()).isEqualTo(3);
        }
    }
}
