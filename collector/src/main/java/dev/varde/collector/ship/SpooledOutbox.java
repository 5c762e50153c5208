package dev.varde.collector.ship;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact;
import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The outbox of the program: numbers what was seen, redacts it, appends it to the spool on disk
/// and wakes the sender. What the broker has not acknowledged is sent again after a restart, with
/// the same ids, runs and numbers.
///
/// `put` throws nothing and waits for nobody but the disk's page cache.
public final class SpooledOutbox implements Outbox, AutoCloseable {
    /// What the spool may hold unless told otherwise: 64 MiB.
    public static final long BOUND = 64L << 20;

    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final HostName host;
    private final String run;
    private final InstantSource clock;
    private final Path directory;
    private final Checkpoint checkpoint;
    private final Backlog backlog;
    private final Writing writing = new Writing();
    private final Sender sender;
    private final ReentrantLock numbering = new ReentrantLock();
    private long seq;
    private long saved;
    private @Nullable String toldTrouble;

    /// @param directory the spool's own directory
    /// @param bound bytes that the spool may hold
    /// @param run names this start of the collector; random
    public record Settings(Path directory, long bound, HostName host, String run) {}

    private SpooledOutbox(Settings settings, Supplier<Sink> connect, InstantSource clock)
            throws IOException {
        this.host = settings.host();
        this.run = settings.run();
        this.clock = clock;
        this.directory = settings.directory();
        this.checkpoint = new Checkpoint(directory.resolve("acknowledged"));
        this.saved = checkpoint.load();
        Spool spool = Spool.open(directory, settings.bound(), saved);
        this.backlog =
                new Backlog(
                        new Shelf(spool, settings.bound()),
                        saved,
                        spool.next(),
                        spool.framesFrom(saved));
        this.sender = new Sender(backlog, connect, writing, this::tick);
        tellDamage(spool.damage());
    }

    /// Opens the spool, mends what a crash left behind, and begins to send.
    ///
    /// @param connect opens a connection to the broker; tried again for ever
    /// @throws IOException when the directory cannot be made or read
    public static SpooledOutbox open(Settings settings, Supplier<Sink> connect, InstantSource clock)
            throws IOException {
        SpooledOutbox outbox = new SpooledOutbox(settings, connect, clock);
        outbox.sender.start();
        return outbox;
    }

    @Override
    public void put(Sighting sighting) {
        numbering.lock();
        try {
            HostEvent event = event(sighting);
            Optional<byte[]> bytes = encoded(event);
            if (bytes.isPresent()) {
                Weight weight = Weight.of(event.fact());
                backlog.offer(weight, event, bytes.get(), sighting.acknowledged());
                tellTrouble();
            } else {
                backlog.lose("an event could not be written as JSON", sighting.acknowledged());
            }
        } finally {
            numbering.unlock();
        }
    }

    private Optional<byte[]> encoded(HostEvent event) {
        try {
            return Optional.of(writing.bytes(event));
        } catch (RuntimeException e) {
            ShipLog.notEncoded(event.id().value(), e);
            return Optional.empty();
        }
    }

    /// Events that wait for the broker.
    public long spooled() {
        return backlog.waiting();
    }

    /// Events given up since the run began.
    public long dropped() {
        return backlog.dropped();
    }

    /// Whether the broker takes events.
    public boolean connected() {
        return sender.connected();
    }

    private HostEvent event(Sighting sighting) {
        return new HostEvent(
                sighting.id(),
                sighting.time(),
                host,
                run,
                ++seq,
                sighting.service(),
                sighting.fact());
    }

    private void say(String what, Fact fact) {
        put(
                new Sighting(
                        new EventId(what + "-" + run + "-" + (seq + 1)),
                        clock.instant(),
                        null,
                        fact));
    }

    private void tellDamage(Spool.Damage damage) {
        if (damage.segments() > 0) {
            say(
                    "spool-damage",
                    new CollectorFact.GapSeen(
                            "spool",
                            -1,
                            "the last "
                                    + damage.bytes()
                                    + " bytes were not whole events and were cut off; the"
                                    + " collector or the host ended while it wrote them"));
        }
    }

    private void tellTrouble() {
        String trouble = backlog.diskTrouble();
        if (!Objects.equals(trouble, toldTrouble)) {
            boolean first = toldTrouble == null;
            toldTrouble = trouble;
            if (trouble != null && first) {
                say("spool-trouble", blindSpot(trouble));
            }
        }
    }

    private CollectorFact.BlindSpot blindSpot(String trouble) {
        return new CollectorFact.BlindSpot(
                "spool",
                "the spool cannot be written: " + trouble,
                "free space on the file system of "
                        + directory
                        + " and let the collector write there; until then events are kept in"
                        + " memory and are lost when the collector ends");
    }

    private void tick() {
        numbering.lock();
        try {
            backlog.takeLoss()
                    .ifPresent(loss ->
                            say(
                                    "spool-gap",
                                    new CollectorFact.GapSeen(
                                            "spool", loss.events(), loss.reason())));
        } finally {
            numbering.unlock();
        }
        sender.tellBack();
        saveCheckpoint();
    }

    private void saveCheckpoint() {
        try {
            long acknowledged = backlog.release();
            if (acknowledged != saved) {
                checkpoint.save(acknowledged);
                saved = acknowledged;
            }
        } catch (IOException e) {
            ShipLog.checkpointNotSaved(String.valueOf(e.getMessage()));
        }
    }

    /// Waits up to two seconds for the broker, then ends; what it did not take stays on disk.
    @Override
    public void close() throws IOException {
        try {
            if (connected()) {
                backlog.awaitEmpty(FLUSH);
            }
            sender.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        saveCheckpoint();
        backlog.close();
    }
}
