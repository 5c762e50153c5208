package dev.varde.collector.tail;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.events.LogTail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// The logs of one service: finds its files, follows each, and reads them for what matters.
final class ServiceLogs implements AutoCloseable {
    static final int BUFFER = 64 << 10;
    private static final int LEAST_BUFFER = 4 << 10;
    private static final long DRAIN_NANOS = Duration.ofMillis(500).toNanos();
    private static final long TURN_BYTES = 256 << 10;
    private static final int MOST_TAILS = 8;
    private static final int MOST_OPEN = 256;

    /// While the kernel watches all files and no other may come, one look of three is made.
    private static final int CALM_LOOKS = 3;

    /// What it has in common with the logs of other services.
    ///
    /// @param mostOpen how many files it may hold open
    /// @param record saves the positions of all services now
    /// @param nanos the monotonic clock
    record Shared(IntSupplier mostOpen, Runnable record, LongSupplier nanos) {
        static final Shared NOTHING = new Shared(() -> MOST_OPEN, () -> {}, System::nanoTime);
    }

    private final LongSupplier nanos;
    private final OpenLogs open;
    private volatile List<Position> published = List.of();
    private boolean begun;
    private boolean calm;
    private int passedOver;
    private boolean closed;

    ServiceLogs(Finder finder, Emitter emitter) {
        this(finder, emitter, Shared.NOTHING);
    }

    ServiceLogs(Finder finder, Emitter emitter, Shared shared) {
        this.nanos = shared.nanos();
        Shared own = new Shared(shared.mostOpen(), () -> record(shared.record()), nanos);
        this.open = new OpenLogs(finder, emitter, own);
    }

    /// What is told next begins with an identity that is saved first.
    private void record(Runnable save) {
        published = open.positions();
        if (begun) {
            save.run();
        }
    }

    /// The first look: files that are there and unknown begin at their end. Whoever calls it saves
    /// the positions before anything is read.
    synchronized void begin() {
        open.begin();
        published = open.positions();
        begun = true;
    }

    /// @return whether there is more to read at once
    boolean poll(boolean all) {
        return turn(all, new byte[BUFFER]) == Turn.MORE;
    }

    /// What a turn brought, the least first.
    enum Turn {
        IDLE,
        READ,
        /// And there is more to read at once.
        MORE
    }

    /// Reads what is new, at most 256 KiB of each file, those first that had least to say before.
    ///
    /// @param all also looks for files
    synchronized Turn turn(boolean all, byte[] buffer) {
        boolean look = all && !(calm && ++passedOver < CALM_LOOKS);
        if (closed || (!look && open.isQuiet())) {
            return Turn.IDLE;
        }
        calm = false;
        if (look) {
            passedOver = 0;
            open.look();
        }
        Turn most = Turn.IDLE;
        for (Followed followed : open.byUrgency()) {
            Turn turn = turn(followed, buffer);
            most = turn.compareTo(most) > 0 ? turn : most;
            followed.follower.tellRefused();
        }
        most = open.unpack(buffer) ? Turn.MORE : most;
        open.release();
        if (look) {
            published = open.positions();
        }
        return most;
    }

    /// Has the kernel notice the next write to each file.
    ///
    /// @return whether nothing else has to be looked at before the next look for files
    synchronized boolean watch(Notices notices) {
        if (closed) {
            return true;
        }
        calm = open.isCalm(notices);
        return open.watch(notices);
    }

    /// Reads all to the end, for at most half a second, and lets through what waits.
    synchronized LastWords drain() {
        if (closed) {
            return new LastWords(List.of(), null);
        }
        open.look();
        byte[] buffer = new byte[Math.clamp(open.unread(), LEAST_BUFFER, BUFFER)];
        long until = nanos.getAsLong() + DRAIN_NANOS;
        for (Followed followed : open.byUrgency()) {
            followed.follower.startAnew();
            boolean more = true;
            while (more && nanos.getAsLong() < until) {
                more = turn(followed, buffer) == Turn.MORE;
            }
            followed.follower.endPartial();
        }
        return lastWords();
    }

    private LastWords lastWords() {
        List<Follower> newest =
                open.followers().stream()
                        .sorted(Comparator.comparing(Follower::modified).reversed())
                        .limit(MOST_TAILS)
                        .toList();
        List<LogTail> tails =
                newest.stream()
                        .filter(follower -> !follower.lastLines().isEmpty())
                        .map(follower ->
                                new LogTail(follower.path().toString(), follower.lastLines()))
                        .toList();
        Instant writtenAt = newest.isEmpty() ? null : newest.getFirst().modified();
        return new LastWords(tails, writtenAt);
    }

    private Turn turn(Followed followed, byte[] buffer) {
        if (!open.isOpen(followed)) {
            return Turn.IDLE;
        }
        try {
            Follower follower = followed.follower;
            long total = 0;
            int read = 0;
            if (follower.hasNews()) {
                if (!follower.isSame()) {
                    open.cut(followed);
                }
                if (follower.learnsHead()) {
                    open.learnt(followed);
                }
                read = follower.read(buffer);
                while (read > 0 && total < TURN_BYTES) {
                    total += read;
                    read = follower.read(buffer);
                }
                total += read;
            }
            if (total > 0) {
                open.readable(follower);
            }
            settle(followed, total);
            return read > 0 ? Turn.MORE : total > 0 ? Turn.READ : Turn.IDLE;
        } catch (IOException e) {
            open.failed(followed, e);
            return Turn.IDLE;
        }
    }

    /// What waits for a line behind it is let through when none has come for a while.
    private void settle(Followed followed, long read) {
        long now = nanos.getAsLong();
        followed.lastTurn = read;
        if (read > 0) {
            followed.grewAt = now;
            followed.settled = false;
        } else if (!followed.settled) {
            followed.settled = followed.follower.settle(Duration.ofNanos(now - followed.grewAt));
        }
    }

    /// As of the last look or the last new identity; asked by any thread.
    List<Position> published() {
        return published;
    }

    synchronized List<Position> positions() {
        published = open.positions();
        return published;
    }

    /// What waits for lines behind it is not let through: it is read again by the next run.
    @Override
    public synchronized void close() {
        closed = true;
        open.close();
    }
}
