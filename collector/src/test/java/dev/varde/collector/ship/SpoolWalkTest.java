package dev.varde.collector.ship;

import static dev.varde.collector.ship.Cast.NOON;
import static dev.varde.collector.ship.Cast.WEB_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.HostEvent;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random walks over put, send, acknowledge, fail, crash and start again, with the promises checked
/// at every step and at the end.
class SpoolWalkTest {
    private static final int WALKS = 40;
    private static final int STEPS = 250;
    private static final Codec CODEC = new Codec();

    @TempDir private Path directory;

    /// What a broker and the sources know.
    private static final class World {
        private final List<String> put = new ArrayList<>();
        private final List<String> received = new ArrayList<>();
        private final Set<String> acknowledged = new HashSet<>();
        private final List<Item> underWay = new ArrayList<>();
    }

    @Test
    void nothingPutIsLostAndNothingOvertakes() throws Exception {
        for (int seed = 0; seed < WALKS; seed++) {
            Path spool = Files.createDirectory(directory.resolve("walk-" + seed));
            walk(new Random(seed), spool, "seed " + seed);
        }
    }

    private void walk(Random random, Path spool, String name) throws Exception {
        World world = new World();
        Running running = Running.start(spool);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> running.put(world, random.nextInt(3_000));
                case 4, 5, 6 -> running.send(world);
                case 7, 8 -> running.acknowledgeSome(world, random);
                case 9 -> running.backlog.rewind(random.nextBoolean());
                case 10 -> running.saveCheckpoint();
                default -> running = running.crash(world, random, spool);
            }
            assertThat(running.backlog.waiting()).as(name).isNotNegative();
        }
        running.finish(world);
        check(world, name);
    }

    private static void check(World world, String name) {
        assertThat(firstTimes(world.received)).as(name).isEqualTo(world.put);
        assertThat(world.acknowledged).as(name).isSubsetOf(new HashSet<>(world.received));
    }

    /// Each id where it first arrived.
    private static List<String> firstTimes(List<String> ids) {
        return ids.stream().distinct().toList();
    }

    /// One run of a backlog without its sender thread.
    private record Running(Backlog backlog) {
        static Running start(Path directory) throws IOException {
            Standing standing = Standing.load(directory, "book");
            Spool spool = Spool.open(directory, 4 << 20, standing.acknowledged());
            return new Running(
                    new Backlog(
                            new Shelf(spool, 4 << 20),
                            standing,
                            spool.next(),
                            spool.framesFrom(standing.acknowledged())));
        }

        void put(World world, int size) {
            String id = "e" + world.put.size();
            var sighting = Cast.line(id, "x".repeat(size));
            HostEvent event =
                    new HostEvent(sighting.id(), NOON, WEB_1, "run", 1, null, sighting.fact());
            boolean taken =
                    backlog.offer(
                            Weight.LOG,
                            event,
                            CODEC.write(event),
                            Pace.NOW,
                            () -> world.acknowledged.add(id));
            assertThat(taken).isTrue();
            world.put.add(id);
        }

        void send(World world) throws InterruptedException {
            Optional<Item> item = backlog.take(Duration.ZERO);
            item.ifPresent(sent -> {
                world.received.add(id(sent));
                world.underWay.add(sent);
            });
        }

        private static String id(Item item) {
            try {
                return CODEC.readEvent(item.payload()).id().value();
            } catch (Unreadable e) {
                throw new AssertionError(e);
            }
        }

        void acknowledgeSome(World world, Random random) {
            if (!world.underWay.isEmpty()) {
                backlog.acknowledge(
                        world.underWay.remove(random.nextInt(world.underWay.size())).number());
            }
        }

        void saveCheckpoint() {
            backlog.release();
        }

        /// Ends without a word, now and then in the middle of a write.
        Running crash(World world, Random random, Path directory) throws IOException {
            backlog.close();
            world.underWay.clear();
            if (random.nextBoolean()) {
                tearNewest(random, directory);
            }
            return start(directory);
        }

        private static void tearNewest(Random random, Path directory) throws IOException {
            try (Stream<Path> files = Files.list(directory)) {
                Optional<Path> newest = files.filter(Segment::isOne).max(Path::compareTo);
                if (newest.isPresent()) {
                    byte[] torn = new byte[1 + random.nextInt(20)];
                    random.nextBytes(torn);
                    torn[0] = 0;
                    Files.write(newest.get(), torn, java.nio.file.StandardOpenOption.APPEND);
                }
            }
        }

        void finish(World world) throws Exception {
            backlog.rewind(false);
            while (backlog.waiting() > 0) {
                Item item = backlog.take(Duration.ZERO).orElseThrow();
                world.received.add(id(item));
                backlog.acknowledge(item.number());
            }
            backlog.close();
        }
    }
}
