package dev.varde.collector.ship;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.redact.Redactor;
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
    private final SpoolLock lock;
    private final Backlog backlog;
    private final Writing writing;
    private final Sender sender;
    private final ReentrantLock numbering = new ReentrantLock();
    private long seq;
    private @Nullable String toldTrouble;

    /// @param directory the spool's own directory
    /// @param bound bytes that the spool may hold
    /// @param run names this start of the collector; random
    public record Settings(
            Path directory, long bound, HostName host, String run, Redactor redactor) {
        /// With what is redacted unless told otherwise.
        public Settings(Path directory, long bound, HostName host, String run) {
            this(directory, bound, host, run, Redactor.STANDARD);
        }
    }

    private SpooledOutbox(
            Settings settings, SpoolLock lock, Supplier<Sink> connect, InstantSource clock)
            throws IOException {
        this.host = settings.host();
        this.run = settings.run();
        this.clock = clock;
        this.directory = settings.directory();
        this.writing = new Writing(settings.redactor());
        this.lock = lock;
        Standing standing = Standing.load(directory, run);
        Spool spool = Spool.open(directory, settings.bound(), standing.acknowledged());
        this.backlog =
                new Backlog(
                        new Shelf(spool, settings.bound()),
                        standing,
                        spool.next(),
                        spool.framesFrom(standing.acknowledged()));
        this.sender = new Sender(backlog, connect, writing, this::tick);
        tellDamage(spool.damage());
    }

    /// Opens the spool, mends what a crash left behind, and begins to send.
    ///
    /// @param connect opens a connection to the broker; tried again for ever
    /// @throws IOException when the directory cannot be made or read, or another collector has it
    public static SpooledOutbox open(Settings settings, Supplier<Sink> connect, InstantSource clock)
            throws IOException {
        SpoolLock lock = SpoolLock.take(settings.directory());
        try {
            SpooledOutbox outbox = new SpooledOutbox(settings, lock, connect, clock);
            outbox.sender.start();
            return outbox;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    @Override
    public void put(Sighting sighting) {
        numbering.lock();
        try {
            HostEvent event = event(sighting);
            Optional<byte[]> bytes = encoded(event);
            if (bytes.isPresent()) {
                Weight weight = Weight.of(event.fact());
                backlog.offer(weight, event, bytes.get(), pace(sighting), sighting.acknowledged());
                tellTrouble();
            } else {
                backlog.lose("an event could not be written as JSON", sighting.acknowledged());
            }
        } finally {
            numbering.unlock();
        }
    }

    private static Pace pace(Sighting sighting) {
        return sighting.mayWait() ? Pace.WITH_OTHERS : Pace.NOW;
    }

    /// Redacts by this from now on.
    public void redactBy(Redactor redactor) {
        writing.redactBy(redactor);
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
        put(about(what + "-" + run + "-" + (seq + 1), fact));
    }

    private Sighting about(String id, Fact fact) {
        return new Sighting(new EventId(id), clock.instant(), null, fact);
    }

    private void tellDamage(Spool.Damage damage) {
        if (damage.segments() > 0) {
            String what =
                    damage.bytes()
                            + " bytes in "
                            + damage.segments()
                            + " files were no whole events and were given up; the collector or the"
                            + " host ended while it wrote them, or the disk is failing";
            say("spool-damage", new CollectorFact.GapSeen("spool", -1, what));
        }
        for (String file : damage.leftAlone()) {
            ShipLog.leftAlone(file);
            say(
                    "spool-left-alone",
                    new CollectorFact.GapSeen("spool", -1, "a file is left as it is, " + file));
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
            backlog.lossesToTell().forEach(this::tell);
        } finally {
            numbering.unlock();
        }
        sender.tellBack();
        backlog.release();
    }

    /// Under the id of the loss, so that it is the same event when it is told once more.
    private void tell(Losses.Loss loss) {
        Fact gap = new CollectorFact.GapSeen("spool", loss.events(), loss.reason());
        HostEvent event = event(about(loss.id(), gap));
        if (backlog.offer(Weight.of(gap), event, writing.bytes(event), Pace.NOW, null)) {
            backlog.told(loss);
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
        backlog.release();
        backlog.close();
        lock.close();
    }
}
