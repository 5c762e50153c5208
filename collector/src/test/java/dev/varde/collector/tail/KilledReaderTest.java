package dev.varde.collector.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.collector.Case;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real process is killed with SIGKILL while it reads, tells and saves, and its log is written
/// and rotated all the while.
class KilledReaderTest {
    private static final int ROUNDS = 5;
    private static final int LINES = 25;

    @TempDir private Path directory;
    private final List<String> written = new ArrayList<>();
    private int generation;

    private Process start() throws IOException {
        Files.deleteIfExists(directory.resolve("ready"));
        Process reader =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ReaderProgram.class.getName(),
                                directory.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile())
                        .start();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(directory.resolve("ready")) || !reader.isAlive());
        return reader;
    }

    private void write(String line) throws IOException {
        Files.writeString(
                directory.resolve("app.log"),
                line + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void writeAndRotate(Random random) throws IOException {
        for (int i = 0; i < LINES; i++) {
            String line = "ERROR number " + written.size();
            written.add(line);
            write(line);
            if (random.nextInt(12) == 0) {
                Files.move(
                        directory.resolve("app.log"),
                        directory.resolve("app.log-" + (20_261_125 + generation++)));
            }
        }
    }

    private List<String> told() throws IOException {
        Path told = directory.resolve("told");
        return Files.exists(told) ? Files.readAllLines(told) : List.of();
    }

    private static String text(String event) {
        return event.substring(event.indexOf(' ') + 1);
    }

    @Test
    @Case(46)
    void aReaderThatIsKilledAgainAndAgainTellsEachLineUnderOneId() throws Exception {
        Random random = new Random(5);
        write("start");
        Process reader = start();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                int before = told().size();
                writeAndRotate(random);
                int enough = before + random.nextInt(LINES);
                await().atMost(Duration.ofSeconds(30)).until(() -> told().size() > enough);
                reader.destroyForcibly().waitFor();
                writeAndRotate(random);
                assertThat(new Positions(directory.resolve("positions.json")).load().damaged())
                        .isFalse();
                reader = start();
            }
            write("the last");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(told().stream().map(KilledReaderTest::text).distinct())
                                    .containsExactlyInAnyOrderElementsOf(written));
        } finally {
            reader.destroyForcibly().waitFor();
        }
        Map<String, String> ids = new HashMap<>();
        for (String event : told()) {
            String id = event.substring(0, event.indexOf(' '));
            assertThat(ids.putIfAbsent(text(event), id)).as(text(event)).isIn(null, id);
        }
    }
}
