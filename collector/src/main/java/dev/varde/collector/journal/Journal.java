package dev.varde.collector.journal;

import dev.varde.collector.LogBook;
import dev.varde.collector.Outbox;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Follows systemd's journal through journalctl, across restarts of the collector and of
/// journalctl.
///
/// The first time ever it begins with what is written from then on, later where it stopped. Where
/// no service has a unit or logs in the journal, it is followed for kills and core dumps only, and
/// only where systemd runs; where it cannot be read, that is told once if the configuration needs
/// it.
public final class Journal implements LogBook, AutoCloseable {
    private static final Duration BEGINNING = Duration.ofMillis(1_500);
    private static final long BETWEEN = Duration.ofMillis(200).toNanos();
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration SAVE = Duration.ofSeconds(1);

    /// While no service needs the journal.
    private static final Duration UNWANTED = Duration.ofSeconds(5);

    private static final Path SYSTEMD = Path.of("/run/systemd/system");

    /// How the journal is reached.
    ///
    /// @param journalctl the command that reads it
    /// @param pause before journalctl is started again
    /// @param systemdRuns whether it is followed where the configuration does not name it
    /// @param kernel whether the kernel's lines are read too, because its device may not be
    public record Settings(
            List<String> journalctl, Duration pause, boolean systemdRuns, boolean kernel) {
        public Settings {
            journalctl = List.copyOf(journalctl);
        }

        /// The journal of this machine.
        public static Settings here(boolean kernel) {
            boolean systemdRuns = Files.isDirectory(SYSTEMD);
            return new Settings(List.of("journalctl"), Duration.ofSeconds(1), systemdRuns, kernel);
        }
    }

    private final Settings settings;
    private final InstantSource clock;
    private final Narrator narrator;
    private final Intake intake;
    private final Pursuit pursuit;
    private final LastLines lastLines;
    private final ReentrantLock catchingUp = new ReentrantLock();
    private final CountDownLatch closing = new CountDownLatch(1);
    private long caughtUpAt = System.nanoTime() - BETWEEN;

    private Journal(
            Settings settings,
            Collection<Service> services,
            Path positionFile,
            Outbox outbox,
            InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        Sources sources = Sources.of(services, settings.kernel());
        JournalPosition position = new JournalPosition(positionFile);
        JournalPosition.Start start = position.recall(sources.all(), clock.instant());
        Trouble trouble = new Trouble(outbox, clock);
        narrator = new Narrator(sources, start.units(), position, outbox, trouble, clock);
        intake = new Intake(sources, position, narrator, start.mark());
        pursuit = new Pursuit(settings, intake, trouble, start.seenAt(), clock);
        lastLines = new LastLines(pursuit::journalctl);
    }

    /// Knows where to begin; begins with [#follow].
    ///
    /// @param positionFile where to remember how far it was read; its folder must exist
    public static Journal open(
            Settings settings,
            Collection<Service> services,
            Path positionFile,
            Outbox outbox,
            InstantSource clock) {
        return new Journal(settings, services, positionFile, outbox, clock);
    }

    /// Begins to read.
    public void follow(Audience audience) {
        narrator.tellTo(audience);
        pursuit.start();
        Thread.ofPlatform().daemon().name("varde-j-ticks").start(this::tick);
    }

    /// Whether it has read what was there and follows what comes.
    boolean isFollowing() {
        return pursuit.isFollowing();
    }

    /// Reads for these services from now on.
    public void reconfigure(Collection<Service> services) {
        if (intake.reconfigure(Sources.of(services, settings.kernel()))) {
            pursuit.anew();
        }
    }

    /// Reads the service's entries to the end now, lets through what waits, and returns its last
    /// lines; waits until what was there at the start is read. journald tells followers of new
    /// entries up to a quarter of a second late.
    @Override
    public LastWords drain(ServiceName service) {
        List<String> units = intake.journals(service);
        if (units.isEmpty() || closing.getCount() == 0) {
            return new LastWords(List.of(), null);
        }
        LastLines.Words words = lastLines.of(units);
        if (pursuit.awaitBegun(BEGINNING)) {
            intake.startAnew(units);
            catchUp();
            intake.flush(units);
        }
        return words.join();
    }

    /// Beside the command that follows, reads what it has not given yet; not more often than that
    /// is behind, however many processes die.
    private void catchUp() {
        catchingUp.lock();
        try {
            if (System.nanoTime() - caughtUpAt >= BETWEEN) {
                readAhead();
                caughtUpAt = System.nanoTime();
            }
        } catch (IOException unreadable) {
            JournalLog.interrupted(String.valueOf(unreadable.getMessage()));
        } finally {
            catchingUp.unlock();
        }
    }

    private void readAhead() throws IOException {
        List<String> argv = pursuit.journalctl().read(intake.newest(), intake.sources().matches());
        try (Reading ahead = Reading.startFor(LastLines.PATIENCE, argv)) {
            for (var e = ahead.next(); e.isPresent(); e = ahead.next()) {
                intake.take(e.get());
            }
        }
    }

    /// Lets through what waits for lines that do not come, and saves the position each second. On a
    /// thread of the kernel: a virtual one takes three wake-ups for each turn.
    private void tick() {
        long saved = System.nanoTime();
        try {
            while (!closing.await(pause().toMillis(), TimeUnit.MILLISECONDS)) {
                settle();
                if (System.nanoTime() - saved >= SAVE.toNanos()) {
                    saved = System.nanoTime();
                    savePosition();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        return pursuit.isWanted() ? TICK : UNWANTED;
    }

    private void settle() {
        try {
            intake.settle();
        } catch (RuntimeException broken) {
            JournalLog.stumbled(broken);
        }
    }

    /// Saves how far everything is acknowledged; call it after the outbox is closed too, when the
    /// last acknowledgements have come.
    public void savePosition() {
        intake.save(clock.instant());
    }

    /// Ends journalctl; what was handed on and not acknowledged is read again by the next run.
    @Override
    public void close() {
        closing.countDown();
        pursuit.close();
        savePosition();
    }
}
