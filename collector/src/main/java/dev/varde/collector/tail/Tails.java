package dev.varde.collector.tail;

import dev.varde.collector.LogBook;
import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.EventId;
import dev.varde.events.Fact;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Follows the logs of all services with one thread. It asks each open file for its size ten times
/// a second while something comes, which costs less than to be woken by the kernel for each write.
/// When nothing has come for two seconds it sleeps until the kernel notices the next write, or asks
/// five times a second where the kernel notices none. It looks for files once a second. Positions
/// are saved once a second, and only as far as the broker has acknowledged.
public final class Tails implements LogBook, AutoCloseable {
    private static final long BUSY_MILLIS = 100;
    private static final long IDLE_MILLIS = 200;
    private static final long IDLE_NANOS = Duration.ofSeconds(2).toNanos();

    /// Shared out evenly among the services, at least four for each.
    private static final int MOST_OPEN = 256;

    private static final int LEAST_OPEN = 4;
    private static final String DAMAGED =
            "the positions cannot be read; logs are followed from their end";
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private volatile Map<ServiceName, Logs> services = Map.of();
    private final ReentrantLock turn = new ReentrantLock();
    private final byte[] buffer = new byte[ServiceLogs.BUFFER];
    private final Outbox outbox;
    private final Positions positions;
    private final InstantSource clock;
    private final Thread thread;
    private volatile boolean closed;
    private final AtomicBoolean unsaved = new AtomicBoolean();
    private final @Nullable Notices notices = Inotify.open().map(Notices::new).orElse(null);

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
        Positions.Loaded loaded = positions.load();
        if (loaded.damaged()) {
            say("gap", new GapSeen(positionFile.toString(), -1, DAMAGED));
        }
        this.services = planned(configured, Map.of(), loaded.saved());
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
            services.values().forEach(l -> l.followed().positions());
            Map<ServiceName, Logs> now = planned(configured, before, positionsOf(before));
            before.values().stream()
                    .filter(l -> !now.containsValue(l))
                    .forEach(l -> l.followed().close());
            now.values().stream()
                    .filter(l -> !before.containsValue(l))
                    .forEach(l -> l.followed().begin());
            save(now);
            services = now;
        } finally {
            turn.unlock();
        }
    }

    private ServiceLogs logs(Configuration.Service service, Positions.Saved saved) {
        String name = service.name().value();
        Finder finder =
                new Finder(
                        service.logs(),
                        saved.services().getOrDefault(name, List.of()),
                        Instant.ofEpochMilli(saved.savedAt()),
                        saved.followed(name, service.logs()),
                        PlainContent::open);
        ServiceLogs.Shared shared =
                new ServiceLogs.Shared(this::mostOpen, this::save, System::nanoTime);
        return new ServiceLogs(finder, new Emitter(service.name(), outbox, clock), shared);
    }

    private int mostOpen() {
        return Math.max(LEAST_OPEN, MOST_OPEN / Math.max(1, services.size()));
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
        try (Notices _ = notices) {
            follow();
        }
    }

    private void follow() {
        long lookedAt = System.nanoTime();
        long busyAt = lookedAt;
        while (!closed) {
            try {
                long now = System.nanoTime();
                boolean look = now - lookedAt >= LOOK_NANOS;
                lookedAt = look ? now : lookedAt;
                switch (turn(look)) {
                    case MORE -> busyAt = now;
                    case READ -> {
                        busyAt = now;
                        Thread.sleep(BUSY_MILLIS);
                    }
                    case IDLE -> rest(now - busyAt < IDLE_NANOS, lookedAt + LOOK_NANOS);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                TailLog.stumbled(e);
            }
        }
    }

    /// What was written before a watch began is read before anybody sleeps.
    private void rest(boolean busy, long until) throws InterruptedException {
        Notices watching = notices;
        if (busy || watching == null || !isWatched(watching)) {
            Thread.sleep(busy ? BUSY_MILLIS : IDLE_MILLIS);
        } else if (!watching.takeAdded()) {
            watching.await(Duration.ofNanos(until - System.nanoTime()));
        }
    }

    private boolean isWatched(Notices watching) {
        turn.lock();
        try {
            boolean all = true;
            for (Logs logs : services.values()) {
                all = all && logs.followed().watch(watching);
            }
            return all;
        } finally {
            turn.unlock();
        }
    }

    private ServiceLogs.Turn turn(boolean look) {
        turn.lock();
        try {
            ServiceLogs.Turn most = ServiceLogs.Turn.IDLE;
            for (Logs logs : services.values()) {
                ServiceLogs.Turn turn = logs.followed().turn(look, buffer);
                most = turn.compareTo(most) > 0 ? turn : most;
            }
            if (look) {
                save();
            }
            return most;
        } finally {
            turn.unlock();
        }
    }

    private Positions.Saved positionsOf(Map<ServiceName, Logs> services) {
        Map<String, List<String>> configured = new LinkedHashMap<>();
        services.forEach((name, logs) -> configured.put(name.value(), logs.configured()));
        return Positions.Saved.of(clock.millis(), published(services), configured);
    }

    private static Map<String, List<Position>> published(Map<ServiceName, Logs> services) {
        Map<String, List<Position>> all = new LinkedHashMap<>();
        services.forEach((name, logs) -> all.put(name.value(), logs.followed().published()));
        return all;
    }

    /// Bytes of the files that are not read or whose events are not acknowledged.
    public long behind() {
        long behind = 0;
        for (List<Position> left : published(services).values()) {
            for (Position position : left) {
                behind += Math.max(0, size(position) - position.offset());
            }
        }
        return behind;
    }

    /// 0 when another file lies there now.
    private static long size(Position position) {
        try {
            return FileKey.stat(Path.of(position.path()))
                    .filter(s -> s.key().equals(position.key()))
                    .map(FileKey.Stat::size)
                    .orElse(0L);
        } catch (IOException _) {
            return 0;
        }
    }

    private void save() {
        save(services);
    }

    private void save(Map<ServiceName, Logs> all) {
        try {
            if (!positions.holds(published(all))) {
                positions.save(positionsOf(all));
            }
            if (unsaved.getAndSet(false)) {
                say("sees", new BlindSpotCured("positions"));
            }
        } catch (IOException e) {
            if (!unsaved.getAndSet(true)) {
                notSaved(String.valueOf(e.getMessage()));
            }
        }
    }

    private void notSaved(String why) {
        TailLog.positionsNotSaved(why);
        say(
                "blind",
                new BlindSpot(
                        "positions",
                        "the logs' positions cannot be saved: " + why,
                        "make room on the disk of the data directory and let it be written"));
    }

    private void say(String what, Fact fact) {
        Instant now = clock.instant();
        EventId id = new EventId("log-" + what + "-positions-" + now.toEpochMilli());
        outbox.put(new Sighting(id, now, null, fact));
    }

    /// Saves how far everything is acknowledged; call it after the outbox is closed too, when the
    /// last acknowledgements have come.
    public void savePositions() {
        services.values().forEach(l -> l.followed().positions());
        save();
    }

    @Override
    public void close() {
        closed = true;
        if (notices != null) {
            notices.wake();
        }
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        savePositions();
        services.values().forEach(l -> l.followed().close());
    }
}
