package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Random walks over writing, rotating, truncating, reading, acknowledging and starting again, on
/// real files, checked against what was written.
class TailWalkTest {
    private static final int WALKS = 30;
    private static final int STEPS = 150;

    @TempDir private Path directory;

    @Test
    void everyLineThatMattersIsSeenAndOnlyUnacknowledgedOnesAreSeenTwice() throws IOException {
        for (int seed = 0; seed < WALKS; seed++) {
            Walk walk = new Walk(Files.createDirectory(directory.resolve("w" + seed)), seed);
            walk.go();
            walk.check("seed " + seed);
        }
    }

    private static final class Walk {
        private final Random random;
        private final Path directory;
        private final Path log;
        private final Seen seen = new Seen();
        private final List<String> written = new ArrayList<>();
        private ServiceLogs logs;
        private int rotations;
        private int runBegan;
        private final Map<String, Integer> settled = new HashMap<>();

        Walk(Path directory, int seed) throws IOException {
            this.random = new Random(seed);
            this.directory = directory;
            this.log = directory.resolve("app.log");
            Files.writeString(log, "first line of " + seed + "\n");
            this.logs = start(List.of(), Instant.EPOCH);
        }

        private ServiceLogs start(List<Position> positions, Instant savedAt) {
            Finder finder = new Finder(List.of(log.toString()), positions, savedAt);
            ServiceLogs started =
                    new ServiceLogs(
                            finder,
                            new Emitter(new ServiceName("kontali"), seen, InstantSource.system()));
            started.begin();
            return started;
        }

        void go() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3, 4 -> write();
                    case 5, 6 -> logs.poll(true);
                    case 7 -> acknowledge();
                    case 8 -> rotate();
                    case 9 -> truncate();
                    case 10 -> write("noise " + "z".repeat(random.nextInt(9_000)) + "\n");
                    default -> startAgain();
                }
            }
            logs.drain();
        }

        private void acknowledge() {
            seen.acknowledgeAll();
            List<String> all = seen.ids();
            all.subList(runBegan, all.size()).forEach(id -> settled.putIfAbsent(id, all.size()));
        }

        private void write() throws IOException {
            String line = "ERROR " + written.size();
            written.add(line);
            write(line + " " + "x".repeat(random.nextInt(200)) + "\n");
        }

        private void write(String text) throws IOException {
            Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        /// A file that is rotated twice between two looks, a tenth of a second apart, is not found.
        private void rotate() throws IOException {
            logs.poll(true);
            write();
            if (Files.exists(log)) {
                Files.move(log, directory.resolve("app.log." + ++rotations));
            }
            write("head " + rotations + "\n");
        }

        /// What was not read before a truncation is lost to everybody.
        private void truncate() throws IOException {
            logs.drain();
            Files.write(log, new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
            logs.poll(true);
            write("head after truncation " + random.nextInt() + "\n");
        }

        /// Acknowledgements that have not come by now reach nobody.
        private void startAgain() {
            seen.forgetWaiting();
            runBegan = seen.ids().size();
            List<Position> positions = logs.positions();
            logs.close();
            logs = start(positions, Instant.now());
        }

        void check(String name) {
            List<String> lines = seen.lines().stream().map(Walk::withoutFiller).toList();
            assertThat(lines.stream().distinct().toList())
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(written);
            assertThat(seen.ids().stream().distinct().count()).as(name).isEqualTo(written.size());
            settled.forEach((id, seenUpTo) ->
                    assertThat(seen.ids().lastIndexOf(id))
                            .as(name + ", acknowledged " + id)
                            .isLessThan(seenUpTo));
        }

        private static String withoutFiller(String line) {
            return line.substring(0, line.indexOf(' ', 6));
        }
    }
}
