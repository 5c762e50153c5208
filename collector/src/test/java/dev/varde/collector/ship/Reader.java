package dev.varde.collector.ship;

import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/// Reads what a spool holds, by taking the broker's part.
public final class Reader {
    private Reader() {}

    /// Takes all events out of the spool in this directory.
    public static List<HostEvent> readAll(Path directory, HostName host) throws IOException {
        FakeBroker broker = new FakeBroker();
        var settings = new SpooledOutbox.Settings(directory, SpooledOutbox.BOUND, host, "reader");
        try (SpooledOutbox outbox =
                SpooledOutbox.open(settings, broker::open, InstantSource.system())) {
            org.awaitility.Awaitility.await().until(() -> outbox.spooled() == 0);
        }
        return broker.events().stream()
                .filter(Predicate.not(e -> e.run().equals("reader")))
                .toList();
    }
}
