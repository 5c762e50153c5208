package dev.varde.collector.tail;

import dev.varde.collector.LogBook;
import dev.varde.collector.Outbox;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Follows the logs of all services with one thread that looks ten times a second. Positions are
/// saved once a second, and only as far as the broker has acknowledged.
public final class Tails implements LogBook, AutoCloseable {
    private static final long TURN_MILLIS = 100;
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<ServiceName, ServiceLogs> services = new LinkedHashMap<>();
    private final Positions positions;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closed;

    private Tails(
            List<Configuration.Service> configured,
            Path positionFile,
            Outbox outbox,
            InstantSource clock) {
        this.positions = new Positions(positionFile);
        this.clock = clock;
        Positions.Saved saved = positions.load();
        for (Configuration.Service service : configured) {
            if (!service.logs().isEmpty()) {
                services.put(service.name(), logs(service, saved, outbox));
            }
        }
        this.thread = Thread.ofPlatform().name("varde-tail").daemon().unstarted(this::run);
    }

    private ServiceLogs logs(Configuration.Service service, Positions.Saved saved, Outbox outbox) {
        Finder finder =
                new Finder(
                        service.logs(),
                        saved.services().getOrDefault(service.name().value(), List.of()),
                        Instant.ofEpochMilli(saved.savedAt()));
        return new ServiceLogs(finder, new Emitter(service.name(), outbox, clock));
    }

    /// Looks at all files once, then follows them.
    ///
    /// @param positionFile where positions are kept over restarts
    public static Tails start(
            List<Configuration.Service> services,
            Path positionFile,
            Outbox outbox,
            InstantSource clock) {
        Tails tails = new Tails(services, positionFile, outbox, clock);
        tails.services.values().forEach(ServiceLogs::begin);
        tails.save();
        tails.thread.start();
        return tails;
    }

    @Override
    public LastWords drain(ServiceName service) {
        ServiceLogs logs = services.get(service);
        return logs == null ? new LastWords(List.of(), null) : logs.drain();
    }

    private void run() {
        long lookedAt = System.nanoTime();
        while (!closed) {
            try {
                boolean look = System.nanoTime() - lookedAt >= LOOK_NANOS;
                lookedAt = look ? System.nanoTime() : lookedAt;
                boolean more = false;
                for (ServiceLogs logs : services.values()) {
                    more |= logs.poll(look);
                }
                if (look) {
                    save();
                }
                if (!more) {
                    Thread.sleep(TURN_MILLIS);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                TailLog.stumbled(e);
            }
        }
    }

    private void save() {
        Map<String, List<Position>> all = new LinkedHashMap<>();
        services.forEach((name, logs) -> all.put(name.value(), logs.positions()));
        try {
            positions.save(clock.millis(), all);
        } catch (IOException e) {
            TailLog.positionsNotSaved(String.valueOf(e.getMessage()));
        }
    }

    /// Saves how far everything is acknowledged; call it after the outbox is closed too, when the
    /// last acknowledgements have come.
    public void savePositions() {
        save();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        save();
        services.values().forEach(ServiceLogs::close);
    }
}
