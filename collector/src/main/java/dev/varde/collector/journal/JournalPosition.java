package dev.varde.collector.journal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How far the journal was read and everything that was told of it acknowledged; in a file that is
/// replaced as a whole. Entries are numbered from 1 as they are read. Thread-safe.
final class JournalPosition {
    private static final int LONGEST_FILE = 1 << 20;
    private static final Duration RENEWED = Duration.ofMinutes(1);

    /// A place in the journal.
    ///
    /// @param cursor null before the first entry was read
    /// @param time of that entry, or where to begin without one
    record Mark(@Nullable String cursor, Instant time) {}

    /// An entry whose fate is not decided.
    private record Held(Mark at, Mark before) {}

    /// Something told of an entry that the broker has not acknowledged.
    private static final class Pending {
        private final Mark before;
        private int waiting;

        Pending(Mark before) {
            this.before = before;
        }
    }

    /// As it is written.
    ///
    /// @param time epoch microseconds
    /// @param seenAt epoch microseconds up to which nothing had been missed
    /// @param units those that were read
    record Saved(@Nullable String cursor, long time, long seenAt, List<String> units) {
        Saved {
            units = units == null ? List.of() : List.copyOf(units);
        }
    }

    private final Path file;
    private final ObjectMapper mapper = new ObjectMapper();
    private final TreeMap<Long, Held> held = new TreeMap<>();
    private final TreeMap<Long, Pending> pending = new TreeMap<>();
    private List<String> units = List.of();
    private Mark last = new Mark(null, Instant.EPOCH);
    private long count;
    private boolean recalled;
    private @Nullable Saved written;

    JournalPosition(Path file) {
        this.file = file;
    }

    /// What the last run left.
    ///
    /// @param seenAt when that was; entries older than this that are gone from the journal were
    ///   told
    /// @param units of which entries from before this run are wanted
    record Start(Mark mark, Instant seenAt, Set<String> units) {}

    /// Where to begin: where the last run stopped, or now where there was none, which is written
    /// down at once.
    synchronized Start recall(Collection<String> now, Instant at) {
        Optional<Saved> saved = load();
        last =
                saved.map(s -> new Mark(s.cursor(), instant(s.time())))
                        .orElseGet(() -> new Mark(null, at));
        Instant seenAt = saved.map(s -> instant(s.seenAt())).orElse(at);
        Set<String> before = saved.map(s -> Set.copyOf(s.units())).orElse(Set.of());
        units = List.copyOf(now);
        recalled = true;
        save(at);
        return new Start(last, seenAt, before);
    }

    private Optional<Saved> load() {
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > LONGEST_FILE) {
                JournalLog.positionDamaged(file, "it is too long");
                return Optional.empty();
            }
            Saved saved = mapper.readValue(file.toFile(), Saved.class);
            return Optional.ofNullable(saved).filter(s -> s.time() > 0 && s.seenAt() >= 0);
        } catch (JacksonException damaged) {
            JournalLog.positionDamaged(file, damaged.getOriginalMessage());
            return Optional.empty();
        } catch (IOException unreadable) {
            JournalLog.positionDamaged(file, String.valueOf(unreadable.getMessage()));
            return Optional.empty();
        }
    }

    /// The services have changed while it runs.
    synchronized void reads(Collection<String> now) {
        units = List.copyOf(now);
    }

    /// Takes in the next entry.
    ///
    /// @return its number
    synchronized long read(JournalEntry entry) {
        Mark at = new Mark(entry.cursor(), entry.time());
        held.put(++count, new Held(at, last));
        last = at;
        return count;
    }

    /// Where the entry of a number stands, while its fate is not decided.
    synchronized Optional<Mark> at(long number) {
        return Optional.ofNullable(held.get(number)).map(Held::at);
    }

    /// Something was told of the entry: the position stays before it until that is acknowledged.
    synchronized void handedOn(long number) {
        Held entry = held.get(number);
        if (entry != null) {
            pending.computeIfAbsent(number, _ -> new Pending(entry.before())).waiting++;
        }
    }

    synchronized void acknowledged(long number) {
        Pending entry = pending.get(number);
        if (entry != null && --entry.waiting == 0) {
            pending.remove(number);
        }
    }

    /// All entries before this number are decided.
    synchronized void decided(long number) {
        held.headMap(number).clear();
    }

    /// The newest entry that was read.
    synchronized Mark newest() {
        return last;
    }

    /// Gives up what lies between the newest entry and now.
    synchronized void skipTo(Instant at) {
        last = new Mark(null, at);
    }

    private Mark safe() {
        var firstHeld = held.firstEntry();
        var firstPending = pending.firstEntry();
        if (firstPending != null
                && (firstHeld == null || firstPending.getKey() <= firstHeld.getKey())) {
            return firstPending.getValue().before;
        }
        return firstHeld == null ? last : firstHeld.getValue().before();
    }

    /// Writes it where it changed, and once a minute.
    synchronized void save(Instant now) {
        if (!recalled) {
            return;
        }
        Mark safe = safe();
        boolean all = held.isEmpty() && pending.isEmpty();
        Saved next =
                new Saved(
                        safe.cursor(), micros(safe.time()), micros(all ? now : safe.time()), units);
        if (changed(next)) {
            try {
                write(next);
                written = next;
            } catch (IOException full) {
                JournalLog.positionNotSaved(file, String.valueOf(full.getMessage()));
            }
        }
    }

    private boolean changed(Saved next) {
        Saved before = written;
        return before == null
                || !java.util.Objects.equals(before.cursor(), next.cursor())
                || before.time() != next.time()
                || !before.units().equals(next.units())
                || Math.abs(next.seenAt() - before.seenAt()) > RENEWED.toNanos() / 1_000;
    }

    /// Written beside it, forced to the disk and renamed, so that it is whole whenever it is read.
    private void write(Saved next) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel out =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(mapper.writeValueAsBytes(next));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static long micros(Instant t) {
        return t.getEpochSecond() * 1_000_000 + t.getNano() / 1_000;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
    }
}
