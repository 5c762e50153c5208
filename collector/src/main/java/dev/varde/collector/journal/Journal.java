package dev.varde.collector.journal;

import dev.varde.collector.LogBook;
import dev.varde.collector.Outbox;
import dev.varde.collector.journal.JournalPosition.Mark;
import dev.varde.collector.journal.Journalctl.From;
import dev.varde.collector.journal.Reading.Ending;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Follows systemd's journal through journalctl, across restarts of the collector and of
/// journalctl.
///
/// The first time ever it begins with what is written from then on, later where it stopped. Where
/// no service has a unit or logs in the journal, it is followed for kills and core dumps only, and
/// only where systemd runs; where it cannot be read, that is told once if the configuration needs
/// it.
public final class Journal implements LogBook, AutoCloseable {
    private static final Duration BLIND_PAUSE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int TICKS_A_SAVE = 5;
    private static final int MOST_REPEATS = 10_000;
    private static final Duration BEGINNING = Duration.ofMillis(1_500);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration LASTING = Duration.ofSeconds(10);
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
    private final JournalPosition position;
    private final Narrator narrator;
    private final LastLines lastLines;
    private final InstantSource clock;
    private final Recovery recovery;
    private final Repeats repeats;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition ticking = lock.newCondition();
    private final ReentrantLock catchingUp = new ReentrantLock();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("varde-journal").unstarted(this::run);
    private final Thread ticks =
            Thread.ofVirtual().name("varde-journal-ticks").unstarted(this::tick);
    private volatile Journalctl journalctl;
    private volatile @Nullable Reading reading;
    private volatile boolean sees;
    private boolean holds;
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile long caughtUpAt = System.nanoTime() - BETWEEN.toNanos();
    private volatile boolean anew;
    private volatile boolean closed;
    private Sources sources;
    private volatile Instant seenAt;

    private Journal(
            Settings settings,
            Collection<Service> services,
            Path positionFile,
            Outbox outbox,
            InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.journalctl = new Journalctl(settings.journalctl(), true);
        this.recovery = new Recovery(settings.pause());
        this.sources = Sources.of(services, settings.kernel());
        this.position = new JournalPosition(positionFile);
        JournalPosition.Start start = position.recall(sources.all(), clock.instant());
        this.seenAt = start.seenAt();
        this.repeats = new Repeats(start.mark().cursor());
        this.narrator = new Narrator(sources, start.units(), position, outbox, clock);
        this.lastLines = new LastLines(() -> journalctl);
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
        thread.start();
        ticks.start();
    }

    /// Whether it has read what was there and follows what comes.
    boolean isFollowing() {
        return sees && reading != null;
    }

    /// Reads for these services from now on.
    public void reconfigure(Collection<Service> services) {
        Sources next = Sources.of(services, settings.kernel());
        lock.lock();
        try {
            if (next.equals(sources)) {
                return;
            }
            sources = next;
            anew = true;
            position.reads(next.all());
            narrator.reconfigure(next);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        endReading();
    }

    /// Reads the service's entries to the end now, lets through what waits, and returns its last
    /// lines; waits until what was there at the start is read. journald tells followers of new
    /// entries up to a quarter of a second late.
    @Override
    public LastWords drain(ServiceName service) {
        List<String> units = narrator.journals(service);
        if (units.isEmpty() || closed) {
            return new LastWords(List.of(), null);
        }
        var words = lastLines.of(units);
        if (awaitBegun() && sees) {
            locked(() -> narrator.startAnew(units));
            catchUp();
            locked(() -> narrator.flush(units));
        }
        return words.join();
    }

    private boolean awaitBegun() {
        try {
            return begun.await(BEGINNING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    /// Beside the command that follows, reads what it has not given yet; not more often than the
    /// command is behind, however many processes die.
    private void catchUp() {
        catchingUp.lock();
        try {
            if (System.nanoTime() - caughtUpAt < BETWEEN.toNanos()) {
                return;
            }
            Mark newest = position.newest();
            From from = new From(newest.cursor(), newest.time());
            List<String> argv = journalctl.read(from, matches());
            try (Reading ahead = Reading.startFor(LastLines.PATIENCE, argv)) {
                for (var e = ahead.next(); e.isPresent(); e = ahead.next()) {
                    take(e.get());
                }
            }
            caughtUpAt = System.nanoTime();
        } catch (IOException unreadable) {
            JournalLog.interrupted(String.valueOf(unreadable.getMessage()));
        } finally {
            catchingUp.unlock();
        }
    }

    private List<String> matches() {
        lock.lock();
        try {
            return sources.matches();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!closed) {
            try {
                awaitWanted();
                if (closed) {
                    return;
                }
                pauseFor(session());
            } catch (InterruptedException closing) {
                return;
            } catch (RuntimeException broken) {
                JournalLog.stumbled(broken);
                LockSupport.parkNanos(settings.pause().toNanos());
            }
        }
    }

    private void awaitWanted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !sources.named() && !settings.systemdRuns()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits, but no longer than until other services are configured or it is closed.
    private void pauseFor(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = pause.toNanos(); left > 0 && !closed && !anew; ) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Reads what is there, then follows what comes, until journalctl ends.
    ///
    /// @return how long to wait until the next one
    private Duration session() throws InterruptedException {
        List<String> matches = matches();
        From from = recovery.from(position.newest(), clock.instant());
        if (recovery.gaveUp()) {
            position.skipTo(from.since());
        }
        try {
            Part there = read(journalctl.read(from, matches), from.cursor());
            if (!there.ending().well() || there.ending().refused()) {
                return failed(there.ending());
            }
            if (isEmpty(there)) {
                return blind("there is no journal, or nothing of it may be read");
            }
            recovery.readable();
            sees();
            tellMissed(from, there);
            Mark newest = position.newest();
            return follow(new From(newest.cursor(), newest.time()), matches);
        } catch (IOException absent) {
            return blind(String.valueOf(absent.getMessage()));
        }
    }

    /// Where systemd runs, the journal holds something; asked only until something was seen.
    private boolean isEmpty(Part part) throws IOException {
        holds = holds || part.given() > 0 || oldest().isPresent();
        return !holds;
    }

    private Optional<JournalEntry> oldest() throws IOException {
        try (Reading all = Reading.startFor(LastLines.PATIENCE, journalctl.oldest())) {
            return all.next();
        }
    }

    private Duration follow(From from, List<String> matches)
            throws IOException, InterruptedException {
        Instant begun = clock.instant();
        Part part = read(journalctl.follow(from, matches), from.cursor());
        seenAt = clock.instant();
        if (part.fresh() > 0 || begun.plus(LASTING).isBefore(seenAt)) {
            recovery.calm();
        }
        return failed(part.ending());
    }

    /// What one journalctl gave.
    ///
    /// @param given entries
    /// @param fresh those of them that were not known
    /// @param metCursor the entry to begin with was still there
    private record Part(Ending ending, long given, long fresh, boolean metCursor) {}

    private Part read(List<String> argv, @Nullable String cursor)
            throws IOException, InterruptedException {
        long given = 0;
        long fresh = 0;
        boolean met = false;
        repeats.forget();
        try (Reading begun = Reading.start(argv)) {
            reading = begun;
            if (closed || anew) {
                begun.end();
            }
            Optional<JournalEntry> entry = begun.next();
            while (entry.isPresent() && repeats.inARow() <= MOST_REPEATS) {
                given++;
                met |= entry.get().cursor().equals(cursor);
                fresh += take(entry.get()) ? 1 : 0;
                narrator.unreadable(begun.takeUnreadable());
                entry = begun.next();
            }
            narrator.unreadable(begun.takeUnreadable());
            Ending ending = entry.isPresent() ? circling(begun) : begun.ending();
            return new Part(ending, given, fresh, met);
        } finally {
            reading = null;
        }
    }

    private static Ending circling(Reading reading) {
        reading.end();
        return new Ending(1, "it gives the same entries again and again");
    }

    /// @return whether it was new
    private boolean take(JournalEntry entry) {
        lock.lock();
        try {
            if (repeats.isRepeat(entry)) {
                return false;
            }
            narrator.hear(entry, position.read(entry));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void sees() {
        sees = true;
        begun.countDown();
        narrator.sees();
    }

    /// The entry it was left at is gone: something is lost where all that is left is younger than
    /// the time up to which nothing was missed.
    private void tellMissed(From from, Part part) throws IOException {
        if (from.cursor() == null || part.metCursor()) {
            return;
        }
        if (oldest().filter(o -> !o.time().isAfter(seenAt)).isEmpty()) {
            narrator.gap("its entries were removed before they could be read");
        }
    }

    private Duration failed(Ending ending) {
        if (closed || anew) {
            anew = false;
            return Duration.ZERO;
        }
        if (ending.fieldsRefused()) {
            journalctl = journalctl.withAllFields();
            return Duration.ZERO;
        }
        if (ending.refused()) {
            return blind(ending.inWords());
        }
        JournalLog.interrupted(ending.inWords());
        recovery.failed(ending).ifPresent(narrator::gap);
        return recovery.pause();
    }

    private Duration blind(String reason) {
        sees = false;
        begun.countDown();
        narrator.blind(reason);
        return BLIND_PAUSE;
    }

    /// Lets through what waits for lines that do not come, and saves the position.
    private void tick() {
        try {
            for (long turn = 0; !closed; turn++) {
                awaitTick();
                settle();
                if (turn % TICKS_A_SAVE == 0) {
                    position.save(clock.instant());
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitTick() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = TICK.toNanos(); left > 0 && !closed; ) {
                left = ticking.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        try {
            locked(narrator::settle);
        } catch (RuntimeException broken) {
            JournalLog.stumbled(broken);
        }
    }

    private void endReading() {
        Reading now = reading;
        if (now != null) {
            now.end();
        }
    }

    /// Saves how far everything is acknowledged; call it after the outbox is closed too, when the
    /// last acknowledgements have come.
    public void savePosition() {
        position.save(clock.instant());
    }

    /// Ends journalctl; what was handed on and not acknowledged is read again by the next run.
    @Override
    public void close() {
        wake();
        endReading();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        savePosition();
    }

    /// Nothing is interrupted: that would close the files of whoever is writing an event down.
    private void wake() {
        lock.lock();
        try {
            closed = true;
            begun.countDown();
            changed.signalAll();
            ticking.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
