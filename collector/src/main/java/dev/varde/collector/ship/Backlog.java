package dev.varde.collector.ship;

import dev.varde.events.HostEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The queue between those who see and the sender. Thread-safe; nobody but the sender waits here.
final class Backlog implements AutoCloseable {
    private static final int MOST_UNDER_WAY = 1_000;
    private static final double ROOM_IS_BACK = 0.40;
    private static final String FULL = "the spool was full while Kafka took no events";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Shelf shelf;
    private final TreeMap<Long, Boolean> underWay = new TreeMap<>();
    private final TreeMap<Long, Runnable> callbacks = new TreeMap<>();
    private final Losses losses = new Losses();
    private long next;
    private long sendFrom;
    private long acknowledged;
    private long waiting;

    /// @param acknowledged the number below which all is acknowledged
    /// @param next the number of the next event that comes in
    /// @param waiting events between the two
    Backlog(Shelf shelf, long acknowledged, long next, long waiting) {
        this.shelf = shelf;
        this.acknowledged = acknowledged;
        this.sendFrom = acknowledged;
        this.next = next;
        this.waiting = waiting;
    }

    /// Takes an event in, or gives it up and counts it.
    ///
    /// @param done run once the broker has it or it was given up
    boolean offer(Weight weight, HostEvent event, byte[] payload, @Nullable Runnable done) {
        List<Runnable> lost = new ArrayList<>();
        lock.lock();
        try {
            Frame frame = new Frame(next, weight, payload);
            boolean taken =
                    shelf.retry(frame, event)
                            || (makeRoom(weight, lost) && shelf.keep(frame, event));
            if (taken) {
                admit(done);
            } else {
                losses.add(1, shelf.trouble() == null ? FULL : "disk and memory were full");
                lost.add(done == null ? () -> {} : done);
            }
            return taken;
        } finally {
            lock.unlock();
            run(lost);
        }
    }

    private void admit(@Nullable Runnable done) {
        if (done != null) {
            callbacks.put(next, done);
        }
        next++;
        waiting++;
        changed.signalAll();
    }

    private boolean makeRoom(Weight weight, List<Runnable> lost) {
        while (!weight.admittedAt(shelf.filled())) {
            Optional<Spool.Range> range =
                    weight == Weight.VITAL ? shelf.dropOldest(sendFrom) : Optional.empty();
            if (range.isEmpty()) {
                return false;
            }
            giveUp(range.get(), FULL, lost);
        }
        return true;
    }

    /// The next event to send, or empty when none came within the time or enough are under way.
    Optional<Item> take(Duration wait) throws InterruptedException {
        List<Runnable> lost = new ArrayList<>();
        lock.lock();
        try {
            long left = wait.toNanos();
            while (left > 0 && !maySend()) {
                left = changed.awaitNanos(left);
            }
            Optional<Item> item = maySend() ? first(lost) : Optional.empty();
            item.ifPresent(this::onItsWay);
            return item;
        } finally {
            lock.unlock();
            run(lost);
        }
    }

    private boolean maySend() {
        return sendFrom < next && underWay.size() < MOST_UNDER_WAY;
    }

    private Optional<Item> first(List<Runnable> lost) {
        while (true) {
            try {
                Optional<Item> item = shelf.first(sendFrom);
                if (item.isEmpty()) {
                    sendFrom = next;
                }
                return item;
            } catch (IOException e) {
                ShipLog.notRead(String.valueOf(e.getMessage()));
                shelf.dropUnreadable(sendFrom)
                        .ifPresent(range -> giveUp(range, "a spool file was damaged", lost));
            }
        }
    }

    private void onItsWay(Item item) {
        sendFrom = item.number() + 1;
        underWay.put(item.number(), false);
        shelf.sent(item);
    }

    /// The broker has this one.
    void acknowledge(long number) {
        List<Runnable> done = new ArrayList<>();
        lock.lock();
        try {
            if (underWay.replace(number, true) == null) {
                return;
            }
            while (!underWay.isEmpty() && underWay.firstEntry().getValue()) {
                settle(underWay.pollFirstEntry().getKey(), done);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
            run(done);
        }
    }

    private void settle(long number, List<Runnable> done) {
        acknowledged = number + 1;
        waiting--;
        shelf.forget(number);
        Runnable callback = callbacks.remove(number);
        if (callback != null) {
            done.add(callback);
        }
    }

    /// Everything that is not acknowledged will be taken again, from the oldest.
    void rewind() {
        lock.lock();
        try {
            underWay.clear();
            sendFrom = acknowledged;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(Spool.Range range, String reason, List<Runnable> lost) {
        long from = Math.max(range.from(), acknowledged);
        if (from >= range.to()) {
            return;
        }
        underWay.subMap(from, range.to()).clear();
        waiting -= range.to() - from;
        losses.add(range.to() - from, reason);
        var gone = callbacks.subMap(from, range.to());
        lost.addAll(gone.values());
        gone.clear();
    }

    /// Frees the room of what is acknowledged, and says up to where that is.
    long release() throws IOException {
        lock.lock();
        try {
            shelf.release(acknowledged);
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    /// What was given up, once there is room to tell it.
    Optional<Losses.Loss> takeLoss() {
        lock.lock();
        try {
            return shelf.filled() < ROOM_IS_BACK ? losses.take() : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// Gives one up that never came in, so that nobody waits for it.
    void lose(String reason, @Nullable Runnable done) {
        addLoss(1, reason);
        run(done == null ? List.of() : List.of(done));
    }

    void addLoss(long events, String reason) {
        lock.lock();
        try {
            losses.add(events, reason);
        } finally {
            lock.unlock();
        }
    }

    /// Events that the broker has not acknowledged.
    long waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    long dropped() {
        lock.lock();
        try {
            return losses.total();
        } finally {
            lock.unlock();
        }
    }

    @Nullable String diskTrouble() {
        lock.lock();
        try {
            return shelf.trouble();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until everything is acknowledged; false when the time is over.
    boolean awaitEmpty(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (left > 0 && waiting > 0) {
                left = changed.awaitNanos(left);
            }
            return waiting == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            shelf.close();
        } finally {
            lock.unlock();
        }
    }

    private static void run(List<Runnable> callbacks) {
        for (Runnable callback : callbacks) {
            try {
                callback.run();
            } catch (RuntimeException e) {
                ShipLog.callbackFailed(e);
            }
        }
    }
}
