package dev.varde.collector.journal;

import dev.varde.collector.journal.Journalctl.From;
import dev.varde.collector.journal.Reading.Ending;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps a journalctl running that follows the journal, on a thread of its own: first one that
/// reads what is there, then one that follows, and again when that ends, however it ends.
final class Pursuit {
    private static final Duration BLIND_PAUSE = Duration.ofMinutes(1);
    private static final Duration LASTING = Duration.ofSeconds(10);
    private static final int MOST_REPEATS = 10_000;

    private final Journal.Settings settings;
    private final Intake intake;
    private final Trouble trouble;
    private final InstantSource clock;
    private final Recovery recovery;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("varde-journal").unstarted(this::run);
    private volatile Journalctl journalctl;
    private volatile @Nullable Reading reading;
    private volatile boolean sees;
    private volatile boolean anew;
    private volatile boolean closed;

    /// The journal was seen to hold something.
    private boolean holds;

    /// Up to when nothing was missed.
    private Instant seenAt;

    Pursuit(
            Journal.Settings settings,
            Intake intake,
            Trouble trouble,
            Instant seenAt,
            InstantSource clock) {
        this.settings = settings;
        this.intake = intake;
        this.trouble = trouble;
        this.seenAt = seenAt;
        this.clock = clock;
        this.recovery = new Recovery(settings.pause());
        this.journalctl = new Journalctl(settings.journalctl(), true);
    }

    void start() {
        thread.start();
    }

    Journalctl journalctl() {
        return journalctl;
    }

    /// Whether the journal can be read.
    boolean sees() {
        return sees;
    }

    boolean isFollowing() {
        return sees && reading != null;
    }

    /// Waits until what was there at the start is read, or cannot be.
    ///
    /// @return whether the journal can be read
    boolean awaitBegun(Duration patience) {
        try {
            return begun.await(patience.toMillis(), TimeUnit.MILLISECONDS) && sees;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Whether there is something to read the journal for.
    boolean isWanted() {
        return intake.sources().named() || settings.systemdRuns();
    }

    private void run() {
        while (!closed) {
            try {
                awaitWanted();
                if (!closed) {
                    pauseFor(session());
                }
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
            while (!closed && !isWanted()) {
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
        List<String> matches = intake.sources().matches();
        From from = recovery.from(intake.mark(), clock.instant());
        if (recovery.gaveUp()) {
            intake.skipTo(from.since());
        }
        try {
            Part there = read(journalctl.read(from, matches), from.cursor());
            if (!there.ending().well() || there.ending().refused()) {
                return ended(there.ending());
            }
            if (isEmpty(there)) {
                return blind("there is no journal, or nothing of it may be read");
            }
            recovery.readable();
            seen();
            tellMissed(from, there);
            return follow(intake.newest(), matches);
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
        Instant start = clock.instant();
        Part part = read(journalctl.follow(from, matches), from.cursor());
        seenAt = clock.instant();
        if (part.fresh() > 0 || start.plus(LASTING).isBefore(seenAt)) {
            recovery.calm();
        }
        return ended(part.ending());
    }

    /// What one journalctl gave.
    ///
    /// @param given entries
    /// @param fresh those of them that were not known
    /// @param metCursor the entry to begin with was still there
    private record Part(Ending ending, long given, long fresh, boolean metCursor) {}

    private Part read(List<String> argv, @Nullable String cursor)
            throws IOException, InterruptedException {
        intake.expectRepeats();
        try (Reading now = Reading.start(argv)) {
            reading = now;
            if (closed || anew) {
                now.end();
            }
            return take(now, cursor);
        } finally {
            reading = null;
        }
    }

    private Part take(Reading from, @Nullable String cursor)
            throws IOException, InterruptedException {
        long given = 0;
        long fresh = 0;
        boolean met = false;
        Optional<JournalEntry> entry = from.next();
        while (entry.isPresent() && intake.repeatsInARow() <= MOST_REPEATS) {
            given++;
            met |= entry.get().cursor().equals(cursor);
            fresh += intake.take(entry.get()) ? 1 : 0;
            trouble.unreadable(from.takeUnreadable());
            entry = from.next();
        }
        trouble.unreadable(from.takeUnreadable());
        Ending ending = entry.isPresent() ? circling(from) : from.ending();
        return new Part(ending, given, fresh, met);
    }

    private static Ending circling(Reading reading) {
        reading.end();
        return new Ending(1, "it gives the same entries again and again");
    }

    private void seen() {
        sees = true;
        begun.countDown();
        trouble.sees();
    }

    /// The entry it was left at is gone: something is lost where all that is left is younger than
    /// the time up to which nothing was missed.
    private void tellMissed(From from, Part part) throws IOException {
        boolean left = from.cursor() == null || part.metCursor();
        if (!left && oldest().filter(o -> !o.time().isAfter(seenAt)).isEmpty()) {
            trouble.gap("its entries were removed before they could be read");
        }
    }

    private Duration ended(Ending ending) {
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
        recovery.failed(ending).ifPresent(trouble::gap);
        return recovery.pause();
    }

    /// Said only where the configuration needs the journal.
    private Duration blind(String reason) {
        sees = false;
        begun.countDown();
        if (intake.sources().named()) {
            trouble.blind(reason);
        }
        return BLIND_PAUSE;
    }

    /// Begins again with what is configured now.
    void anew() {
        wake(() -> anew = true);
    }

    /// Ends journalctl and the thread. Nothing is interrupted: that would close the files of
    /// whoever is writing an event down.
    void close() {
        wake(() -> closed = true);
        begun.countDown();
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake(Runnable why) {
        lock.lock();
        try {
            why.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Reading now = reading;
        if (now != null) {
            now.end();
        }
    }
}
