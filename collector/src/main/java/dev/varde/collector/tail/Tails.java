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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Follows the logs of all services with one thread that looks ten times a second. Positions are
/// saved once a second, and only as far as the broker has acknowledged.
public final class Tails implements LogBook, AutoCloseable {
    private static final long TURN_MILLIS = 100;
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile Map<ServiceName, Logs> services = Map.of();
    private final ReentrantLock turn = new ReentrantLock();
    private final Outbox outbox;
    private final Positions positions;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closed;

    /// The logs of a service as they are configured, and as they are followed.
    private record Logs(List<String> configured, ServiceLogs followed) {}

    private Tails(
            List<Configuration.Service> configured,
            Path positionFile,
            Outbox outbox,
            InstantSource clock) {
        this.positions = new Positions(positionFile);
        this.clock = clock;
        this.outbox = outbox;
        Positions.Saved saved = positions.load();
        this.services = planned(configured, Map.of(), saved);
        this.thread = Thread.ofPlatform().name("varde-tail").daemon().unstarted(this::run);
    }

    private Map<ServiceName, Logs> planned(
            List<Configuration.Service> configured,
            Map<ServiceName, Logs> present,
            Positions.Saved left) {
        Map<ServiceName, Logs> planned = new LinkedHashMap<>();
        for (Configuration.Service service : configured) {
            Logs before = present.get(service.name());
            if (before != null && before.configured().equals(service.logs())) {
                planned.put(service.name(), before);
            } else if (!service.logs().isEmpty()) {
                planned.put(service.name(), new Logs(service.logs(), logs(service, left)));
            }
        }
        return Collections.unmodifiableMap(planned);
    }

    /// Follows the logs of these services from now on. Those that stay as they are are not touched;
    /// files that a service keeps among others go on where they are.
    public void reconfigure(List<Configuration.Service> configured) {
        turn.lock();
        try {
            Map<ServiceName, Logs> before = services;
            Map<ServiceName, Logs> now =
                    planned(configured, before, new Positions.Saved(clock.millis(), positions()));
            before.values().stream()
                    .filter(l -> !now.containsValue(l))
                    .forEach(l -> l.followed().close());
            now.values().stream()
                    .filter(l -> !before.containsValue(l))
                    .forEach(l -> l.followed().begin());
            services = now;
        } finally {
            turn.unlock();
        }
    }

    private ServiceLogs logs(Configuration.Service service, Positions.Saved saved) {
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
        tails.services.values().forEach(l -> l.followed().begin());
        tails.save();
        tails.thread.start();
        return tails;
    }

    @Override
    public LastWords drain(ServiceName service) {
        Logs logs = services.get(service);
        return logs == null ? new LastWords(List.of(), null) : logs.followed().drain();
    }

    private void run() {
        long lookedAt = System.nanoTime();
        while (!closed) {
            try {
                boolean look = System.nanoTime() - lookedAt >= LOOK_NANOS;
                lookedAt = look ? System.nanoTime() : lookedAt;
                if (!turn(look)) {
                    Thread.sleep(TURN_MILLIS);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                TailLog.stumbled(e);
            }
        }
    }

    /// @return whether there is more to read at once
    private boolean turn(boolean look) {
        turn.lock();
        try {
            boolean more = false;
            for (Logs logs : services.values()) {
                more |= logs.followed().poll(look);
            }
            if (look) {
                save();
            }
            return more;
        } finally {
            turn.unlock();
        }
    }

    private Map<String, List<Position>> positions() {
        Map<String, List<Position>> all = new LinkedHashMap<>();
        services.forEach((name, logs) -> all.put(name.value(), logs.followed().positions()));
        return all;
    }

    private void save() {
        try {
            positions.save(clock.millis(), positions());
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
        services.values().forEach(l -> l.followed().close());
    }
}
