package dev.varde.collector.ship;

import dev.varde.events.HostEvent;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Where waiting events lie: in the spool, the newest also in memory so that nothing is read back
/// while the sender keeps up; only in memory, within a bound, while the disk cannot be written. Not
/// thread-safe; the [Backlog] guards it.
final class Shelf implements AutoCloseable {
    private static final long CACHE = 1 << 20;
    private static final long MEMORY_BOUND = 4 << 20;
    private static final int SMALL_EVENT = 384;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Spool spool;
    private final long bound;
    private final TreeMap<Long, Item> memory = new TreeMap<>();
    private long memoryBytes;
    private @Nullable String trouble;
    private final LongSupplier nanos;
    private long retryAt;

    /// @param bound bytes on disk
    Shelf(Spool spool, long bound) {
        this(spool, bound, System::nanoTime);
    }

    /// @param nanos as of [System#nanoTime()]
    Shelf(Spool spool, long bound, LongSupplier nanos) {
        this.spool = spool;
        this.bound = bound;
        this.nanos = nanos;
    }

    /// How many events may wait: as many as an average of 384 bytes lets in. What waits costs some
    /// memory too, for its source to be told.
    long mostEvents() {
        return bound / SMALL_EVENT;
    }

    /// The share of the room that is in use, 0 to 1.
    double filled() {
        return trouble == null ? filledOnDisk() : (double) memoryBytes / MEMORY_BOUND;
    }

    private double filledOnDisk() {
        return (double) spool.bytes() / bound;
    }

    /// Why the disk cannot be written, or null.
    @Nullable String trouble() {
        return trouble;
    }

    /// Tries a disk in trouble again, about once a second and with whatever comes: memory may be
    /// too full for it, and nothing that is worth more may come for long.
    ///
    /// @return whether the disk took it; the trouble is over then
    boolean retry(Frame frame, HostEvent event) {
        return trouble != null
                && mayTry()
                && frame.weight().admittedAt(filledOnDisk())
                && store(frame)
                && remember(frame, event, true);
    }

    /// Keeps it on disk or in memory; false when neither has room.
    boolean keep(Frame frame, HostEvent event) {
        return remember(frame, event, store(frame));
    }

    private boolean remember(Frame frame, HostEvent event, boolean stored) {
        long bytes = memoryBytes + frame.payload().length;
        if (!stored && bytes > MEMORY_BOUND) {
            return false;
        }
        if (!stored || bytes <= CACHE) {
            memory.put(frame.number(), item(frame, event, stored));
            memoryBytes = bytes;
        }
        return true;
    }

    private boolean store(Frame frame) {
        if (trouble != null && !mayTry()) {
            return false;
        }
        try {
            spool.append(frame);
            trouble = null;
            return true;
        } catch (IOException e) {
            troubled(e);
            return false;
        }
    }

    private boolean mayTry() {
        return nanos.getAsLong() - retryAt >= 0;
    }

    private void troubled(IOException e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (trouble == null) {
            ShipLog.notWritten(reason);
        }
        trouble = reason;
        retryAt = nanos.getAsLong() + RETRY_NANOS;
    }

    private static Item item(Frame frame, @Nullable HostEvent event, boolean onDisk) {
        return new Item(frame.number(), frame.weight(), frame.payload(), event, onDisk);
    }

    /// What lies at a number or behind it.
    sealed interface Found {
        record One(Item item) implements Found {}

        /// @param lost the numbers that were damaged on disk and are gone
        record Damaged(Runs lost) implements Found {}

        record Nothing() implements Found {}
    }

    /// The first that waits at this number or above.
    ///
    /// @throws IOException when the part of the spool where it lies cannot be read
    Found first(long from) throws IOException {
        var cached = memory.ceilingEntry(from);
        OptionalLong onDisk = spool.firstFrom(from);
        if (cached != null && (onDisk.isEmpty() || cached.getKey() <= onDisk.getAsLong())) {
            return new Found.One(cached.getValue());
        }
        if (onDisk.isEmpty()) {
            return new Found.Nothing();
        }
        long limit = cached == null ? Long.MAX_VALUE : cached.getKey();
        return switch (spool.read(onDisk.getAsLong(), limit)) {
            case Spool.Found.Whole(Frame frame) -> new Found.One(item(frame, null, true));
            case Spool.Found.Damaged(Runs lost) -> new Found.Damaged(lost);
        };
    }

    /// It was handed to the producer; what is also on disk need not stay in memory.
    void sent(Item item) {
        if (item.onDisk()) {
            forget(item.number());
        }
    }

    void forget(long number) {
        Item item = memory.remove(number);
        if (item != null) {
            memoryBytes -= item.payload().length;
        }
    }

    /// Gives up the oldest events from this number on that are not dropped last.
    Optional<Runs> dropOldest(long from) {
        if (trouble != null) {
            return dropOldestInMemory(from);
        }
        try {
            Optional<Runs> gone = spool.dropOldest(from);
            gone.ifPresent(this::forgetAll);
            return gone;
        } catch (IOException e) {
            troubled(e);
            return Optional.empty();
        }
    }

    private Optional<Runs> dropOldestInMemory(long from) {
        Optional<Long> oldest =
                memory.tailMap(from).values().stream()
                        .filter(item -> !item.onDisk() && item.weight() != Weight.VITAL)
                        .map(Item::number)
                        .findFirst();
        oldest.ifPresent(this::forget);
        return oldest.map(number -> Runs.of(number, number + 1));
    }

    /// Gives up the part of the spool that lies at this number or behind it.
    Runs dropUnreadable(long from) {
        Runs gone = spool.dropUnreadable(from);
        forgetAll(gone);
        return gone;
    }

    private void forgetAll(Runs gone) {
        gone.each(
                (from, to) -> List.copyOf(memory.subMap(from, to).keySet()).forEach(this::forget));
    }

    /// Frees the room of what is below the number.
    void release(long acknowledged) throws IOException {
        spool.release(acknowledged);
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
