package dev.varde.collector.ship;

import static dev.varde.collector.ship.Cast.NOON;
import static dev.varde.collector.ship.Cast.WEB_1;
import static dev.varde.collector.ship.Cast.death;
import static dev.varde.collector.ship.Cast.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.varde.events.CollectorFact;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real file system of two megabytes that becomes full.
class FullDiskTest {
    @TempDir private Path directory;
    private final FakeBroker broker = new FakeBroker();
    private Path disk = Path.of("/");
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
        assumeTrue(mounted, "left out: a file system cannot be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isTrue();
        }
    }

    private static boolean run(String... words) throws Exception {
        return new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private SpooledOutbox open(String run) throws IOException {
        return SpooledOutbox.open(
                new SpooledOutbox.Settings(disk.resolve("spool"), 8 << 20, WEB_1, run),
                broker::open,
                () -> NOON);
    }

    private Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        byte[] bytes = new byte[4 << 10];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(bytes);
            }
        } catch (IOException _) {
            return filler;
        }
    }

    private static List<String> deaths(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "d" + i).toList();
    }

    private long segments() throws IOException {
        try (var files = Files.list(disk.resolve("spool"))) {
            return files.filter(Segment::isOne).count();
        }
    }

    private boolean saysThatItIsBlind() {
        return broker.events().stream()
                .anyMatch(e ->
                        e.fact() instanceof CollectorFact.BlindSpot b
                                && b.source().equals("spool"));
    }

    @Test
    void aDiskThatFillsUpWhileKafkaIsAwayLosesNoDeathAndIsSaid() throws Exception {
        broker.mood(FakeBroker.Mood.AWAY);
        try (SpooledOutbox outbox = open("run-1")) {
            deaths(0, 50).forEach(id -> outbox.put(death(id)));
            Path filler = fill();
            deaths(50, 300).forEach(id -> outbox.put(death(id)));
            Files.delete(filler);
            await().until(() -> {
                outbox.put(Cast.heartbeat("h"));
                return segments() > 1;
            });
            deaths(300, 350).forEach(id -> outbox.put(death(id)));

            broker.mood(FakeBroker.Mood.WILLING);
            await().until(() -> outbox.spooled() == 0);
        }
        assertThat(broker.ids().stream().filter(id -> id.startsWith("d")).toList())
                .containsExactlyElementsOf(deaths(0, 350));
        assertThat(saysThatItIsBlind()).isTrue();
    }

    @Test
    void onAFullDiskEventsGoOutAndWhatIsAcknowledgedIsRememberedAllTheSame() throws Exception {
        try (SpooledOutbox first = open("run-1")) {
            first.put(death("d0"));
            await().until(() -> first.spooled() == 0);
            fill();
            deaths(1, 200).forEach(id -> first.put(death(id)));
            await().until(() -> first.spooled() == 0);
        }
        try (SpooledOutbox second = open("run-2")) {
            second.put(death("d200"));
            await().until(() -> second.spooled() == 0);
        }
        assertThat(broker.ids().stream().filter(id -> id.startsWith("d")).toList())
                .containsExactlyElementsOf(deaths(0, 201));
    }

    @Test
    void onADiskThatIsFullFromTheBeginningItStartsAndSends() throws Exception {
        fill();
        try (SpooledOutbox outbox = open("run-1")) {
            outbox.put(death("d0"));
            outbox.put(line("l0", "x"));
            await().until(() -> outbox.spooled() == 0);
        }
        assertThat(broker.ids()).startsWith("d0").contains("l0");
        assertThat(saysThatItIsBlind()).isTrue();
    }
}
