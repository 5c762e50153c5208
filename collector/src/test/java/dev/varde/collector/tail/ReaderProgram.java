package dev.varde.collector.tail;

import dev.varde.collector.Sighting;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A reader of `app.log` in a process of its own, which the test kills. What it tells it appends to
/// a file, which stands for the broker: every other event is acknowledged only with the next one.
final class ReaderProgram {
    private ReaderProgram() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Path told = directory.resolve("told");
        Configuration.Service service =
                new Configuration.Service(
                        new ServiceName("kontali"),
                        Map.of(),
                        null,
                        List.of(),
                        List.of(directory + "/app.log"),
                        List.of(),
                        null);
        Broker broker = new Broker(told);
        Tails.start(
                List.of(service),
                directory.resolve("positions.json"),
                broker::take,
                InstantSource.system());
        Files.writeString(directory.resolve("ready"), "ready");
        Thread.currentThread().join();
    }

    private static final class Broker {
        private final Path told;
        private Runnable held = () -> {};
        private boolean late;

        Broker(Path told) {
            this.told = told;
        }

        synchronized void take(Sighting sighting) {
            if (!(sighting.fact() instanceof LogMatched matched)) {
                return;
            }
            try {
                Files.writeString(
                        told,
                        sighting.id().value() + " " + matched.lines().getFirst() + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            acknowledge(sighting);
        }

        private void acknowledge(Sighting sighting) {
            held.run();
            held = () -> {};
            late = !late;
            Runnable acknowledged = sighting.acknowledged();
            if (acknowledged != null && late) {
                held = acknowledged;
            } else if (acknowledged != null) {
                acknowledged.run();
            }
        }
    }
}
