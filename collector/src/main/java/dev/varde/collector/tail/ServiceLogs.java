package dev.varde.collector.tail;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.events.LogTail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The logs of one service: finds its files and follows each. A file that was renamed away or
/// deleted is read to its end and kept open until nothing has come for half a minute, at most ten
/// minutes.
final class ServiceLogs implements AutoCloseable {
    private static final long DRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long TURN_BYTES = 1 << 20;
    private static final Duration LINGER = Duration.ofSeconds(30);
    private static final Duration LONGEST_LINGER = Duration.ofMinutes(10);
    private static final int MOST_TAILS = 8;

    /// A followed file and when it last gave something.
    private static final class Followed {
        private final Follower follower;
        private @Nullable Instant orphanedAt;
        private Instant grewAt;
        private boolean settled = true;

        Followed(Follower follower, Instant now) {
            this.follower = follower;
            this.grewAt = now;
        }
    }

    private final Finder finder;
    private final Emitter emitter;
    private final Map<FileKey, Followed> files = new LinkedHashMap<>();
    private final byte[] buffer = new byte[64 << 10];

    ServiceLogs(Finder finder, Emitter emitter) {
        this.finder = finder;
        this.emitter = emitter;
    }

    /// The first look: files that are there and unknown begin at their end.
    synchronized void begin() {
        finder.tellTo(emitter);
        look(true);
        finder.renamedMeanwhile().forEach(this::follow);
        finder.lookedOnce();
    }

    /// Looks for files and reads what is new, at most 1 MiB of each.
    ///
    /// @param all also looks for files by pattern
    /// @return whether there is more to read at once
    synchronized boolean poll(boolean all) {
        look(all);
        boolean more = false;
        for (Followed followed : List.copyOf(files.values())) {
            more |= turn(followed, TURN_BYTES);
            followed.follower.tellRefused();
        }
        closeOrphans();
        return more;
    }

    /// Reads all to the end, for at most half a second, and lets through what waits.
    synchronized LastWords drain() {
        look(true);
        long until = System.nanoTime() + DRAIN_NANOS;
        for (Followed followed : files.values()) {
            followed.follower.startAnew();
            boolean more = true;
            while (more && System.nanoTime() < until) {
                more = turn(followed, TURN_BYTES);
            }
            followed.follower.endPartial();
        }
        return lastWords();
    }

    private LastWords lastWords() {
        List<Followed> newest =
                files.values().stream()
                        .sorted(
                                Comparator.comparing((Followed f) -> f.follower.modified())
                                        .reversed())
                        .limit(MOST_TAILS)
                        .toList();
        List<LogTail> tails =
                newest.stream()
                        .filter(f -> !f.follower.lastLines().isEmpty())
                        .map(f -> new LogTail(f.follower.path().toString(), f.follower.lastLines()))
                        .toList();
        Instant writtenAt = newest.isEmpty() ? null : newest.getFirst().follower.modified();
        return new LastWords(tails, writtenAt);
    }

    private void look(boolean all) {
        Instant now = emitter.now();
        Map<FileKey, Finder.Found> found = finder.look(all);
        found.values().forEach(this::follow);
        for (Followed followed : files.values()) {
            if (found.containsKey(followed.follower.key())) {
                followed.orphanedAt = null;
            } else if (all && followed.orphanedAt == null) {
                followed.orphanedAt = now;
            }
        }
    }

    private void follow(Finder.Found found) {
        Followed known = files.get(found.stat().key());
        if (known != null) {
            known.follower.seenAt(found.path(), found.stat().modified());
            return;
        }
        finder.open(found, emitter)
                .ifPresent(follower -> {
                    files.values().stream()
                            .filter(other -> other.follower.path().equals(found.path()))
                            .forEach(other -> follower.takesPlaceOf(other.follower));
                    follower.seenAt(found.path(), found.stat().modified());
                    files.put(follower.key(), new Followed(follower, emitter.now()));
                });
    }

    private boolean turn(Followed followed, long most) {
        try {
            long total = 0;
            int read = followed.follower.read(buffer);
            while (read > 0 && total < most) {
                total += read;
                read = followed.follower.read(buffer);
            }
            settle(followed, total);
            return read > 0;
        } catch (IOException e) {
            finder.unreadable(followed.follower.path(), e, emitter);
            return false;
        }
    }

    /// What waits for a line behind it is let through when none has come for a while.
    private void settle(Followed followed, long read) {
        Instant now = emitter.now();
        if (read > 0) {
            followed.grewAt = now;
            followed.settled = false;
        } else if (!followed.settled) {
            followed.settled = followed.follower.settle(Duration.between(followed.grewAt, now));
        }
    }

    private void closeOrphans() {
        Instant now = emitter.now();
        for (Followed followed : List.copyOf(files.values())) {
            Instant since = followed.orphanedAt;
            if (since != null && isFinished(followed, since, now)) {
                files.remove(followed.follower.key());
                followed.follower.endPartial();
                close(followed);
            }
        }
    }

    private static boolean isFinished(Followed followed, Instant orphanedAt, Instant now) {
        boolean silent = isOver(followed.grewAt, LINGER, now) && isOver(orphanedAt, LINGER, now);
        return silent || isOver(orphanedAt, LONGEST_LINGER, now);
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return Duration.between(since, now).compareTo(limit) > 0;
    }

    private void close(Followed followed) {
        try {
            followed.follower.close();
        } catch (IOException e) {
            finder.unreadable(followed.follower.path(), e, emitter);
        }
    }

    synchronized List<Position> positions() {
        return files.values().stream().map(f -> f.follower.position()).toList();
    }

    /// What waits for lines behind it is not let through: it is read again by the next run.
    @Override
    public synchronized void close() {
        files.values().forEach(this::close);
    }
}
