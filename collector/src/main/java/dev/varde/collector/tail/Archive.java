package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gzip'd generations that wait to be looked into, one after the other, the oldest first, and the
/// left contents that may be in them.
final class Archive implements AutoCloseable {
    private static final int MOST = 64;
    private static final long TURN_BYTES = 1 << 20;

    /// A packed generation that is to be followed.
    ///
    /// @param left what it continues; null when nobody knows it
    record Opened(Found file, UnpackedContent content, @Nullable Left left) {}

    /// What a turn brought.
    ///
    /// @param more whether there is more to look into
    record Turn(Optional<Opened> opened, boolean more) {}

    private final Emitter emitter;
    private final Deque<Found> waiting = new ArrayDeque<>();
    private final Map<Left, Runnable> sought = new LinkedHashMap<>();
    private @Nullable Unpacking current;

    Archive(Emitter emitter) {
        this.emitter = emitter;
    }

    void add(Found file) {
        if (!holds(file.key()) && waiting.size() < MOST) {
            waiting.add(file);
        }
    }

    private boolean holds(FileKey key) {
        Unpacking open = current;
        return (open != null && open.file().key().equals(key))
                || waiting.stream().anyMatch(file -> file.key().equals(key));
    }

    boolean seeks(Left left) {
        return sought.containsKey(left);
    }

    /// Of this one nothing is left but perhaps in a packed file.
    ///
    /// @param unfound what to do when it is in none
    void seek(Left left, Runnable unfound) {
        sought.put(left, unfound);
    }

    boolean isEmpty() {
        return waiting.isEmpty() && current == null;
    }

    /// What to do about those that were in none, once all are looked into.
    List<Runnable> takeUnfound() {
        if (!isEmpty() || sought.isEmpty()) {
            return List.of();
        }
        List<Runnable> unfound = List.copyOf(sought.values());
        sought.clear();
        return unfound;
    }

    /// Looks into the next, at most 1 MiB of it; also where another rotation has renamed it.
    ///
    /// @param contents what it may hold
    Turn advance(Supplier<List<Left>> contents, byte[] buffer) {
        Unpacking unpacking = current;
        Found file = unpacking == null ? waiting.peek() : unpacking.file();
        if (file == null) {
            return new Turn(Optional.empty(), false);
        }
        try {
            if (unpacking == null) {
                waiting.remove();
                current = unpacking = Unpacking.begin(file, contents.get());
            }
            return new Turn(opened(unpacking, buffer), true);
        } catch (NoSuchFileException moved) {
            current = null;
            Beside.of(file.path()).named(file.key()).ifPresent(waiting::addFirst);
            return new Turn(Optional.empty(), true);
        } catch (IOException e) {
            current = null;
            damaged(file, e);
            return new Turn(Optional.empty(), true);
        }
    }

    private Optional<Opened> opened(Unpacking unpacking, byte[] buffer) throws IOException {
        return switch (unpacking.advance(buffer, TURN_BYTES)) {
            case Unpacking.Answer.NotYet _ -> Optional.empty();
            case Unpacking.Answer.Fresh _ -> Optional.of(opened(unpacking, null, 0, buffer));
            case Unpacking.Answer.Continues(Left left) ->
                    Optional.of(opened(unpacking, left, left.end().offset(), buffer));
        };
    }

    private Opened opened(Unpacking unpacking, @Nullable Left left, long at, byte[] buffer)
            throws IOException {
        UnpackedContent content = unpacking.contentAt(at, buffer);
        current = null;
        sought.remove(left);
        return new Opened(unpacking.file(), content, left);
    }

    /// Says that it cannot be read.
    void damaged(Found file, IOException e) {
        emitter.gap(file.path(), -1, "this older generation cannot be unpacked: " + e.getMessage());
    }

    @Override
    public void close() {
        Unpacking open = current;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            TailLog.notClosed(open.file().path(), e);
        }
    }
}
