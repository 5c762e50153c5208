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
    private static final double ROOM_IS_BACK = 0.40;
    private static final String DAMAGED = "a part of the spool was damaged";
    private static final String FULL = "the spool was full while Kafka took no events";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition emptied = lock.newCondition();
    private final Shelf shelf;
    private final Standing standing;
    private final Departure departure = new Departure(System::nanoTime);
    private final InFlight inFlight = new InFlight();
    private final TreeMap<Long, Runnable> callbacks = new TreeMap<>();
    private long next;
    private long sendFrom;
    private long aloneUntil;
    private long acknowledged;
    private long waiting;
    private boolean standingTrouble;
    private boolean lostMeanwhile;

    /// @param standing how far it had come; what is lost is written there at once
    /// @param next the number of the next event that comes in
    /// @param waiting events that are not acknowledged
    Backlog(Shelf shelf, Standing standing, long next, long waiting) {
        this.shelf = shelf;
        this.standing = standing;
        this.acknowledged = standing.acknowledged();
        this.sendFrom = acknowledged;
        this.next = next;
        this.waiting = waiting;
    }

    /// Takes an event in, or gives it up and counts it.
    ///
    /// @param done run once the broker has it or it was given up
    boolean offer(
            Weight weight, HostEvent event, byte[] payload, Pace pace, @Nullable Runnable done) {
        List<Runnable> lost = new ArrayList<>();
        lock.lock();
        try {
            Frame frame = new Frame(next, weight, payload);
            boolean taken =
                    shelf.retry(frame, event)
                            || (makeRoom(weight, lost) && keep(frame, event, lost));
            if (taken) {
                admit(pace, done);
            } else {
                lost(1, shelf.trouble() == null ? FULL : "disk and memory were full");
                lost.add(done == null ? () -> {} : done);
            }
            return taken;
        } finally {
            lock.unlock();
            run(lost);
        }
    }

    private boolean keep(Frame frame, HostEvent event, List<Runnable> lost) {
        while (!shelf.keep(frame, event)) {
            if (!dropLesser(frame.weight(), lost)) {
                return false;
            }
        }
        return true;
    }

    private void admit(Pace pace, @Nullable Runnable done) {
        if (done != null) {
            callbacks.put(next, done);
        }
        departure.came(next, pace, sendFrom == next);
        next++;
        waiting++;
        if (departure.left(sendFrom) <= 0) {
            changed.signalAll();
        }
    }

    private boolean makeRoom(Weight weight, List<Runnable> lost) {
        while (!weight.admittedAt(filled())) {
            if (!dropLesser(weight, lost)) {
                return false;
            }
        }
        return true;
    }

    private boolean dropLesser(Weight weight, List<Runnable> lost) {
        Optional<Runs> gone =
                weight == Weight.VITAL ? shelf.dropOldest(sendFrom) : Optional.empty();
        gone.ifPresent(runs -> giveUp(runs, FULL, lost));
        return gone.isPresent();
    }

    private double filled() {
        return Math.max(shelf.filled(), (double) waiting / shelf.mostEvents());
    }

    /// The next event to send, or empty when none came within the time or enough are under way.
    Optional<Item> take(Duration wait) throws InterruptedException {
        List<Runnable> lost = new ArrayList<>();
        lock.lock();
        try {
            long left = wait.toNanos();
            lostMeanwhile = false;
            while (left > 0 && !maySend() && !lostMeanwhile) {
                long nap = mayLeave() ? Math.min(left, departure.left(sendFrom)) : left;
                left -= nap - changed.awaitNanos(nap);
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
        return mayLeave() && departure.left(sendFrom) <= 0;
    }

    private boolean mayLeave() {
        return sendFrom < next && inFlight.hasRoom(sendFrom < aloneUntil);
    }

    private Optional<Item> first(List<Runnable> lost) {
        while (true) {
            switch (look()) {
                case Shelf.Found.One(Item item) -> {
                    return Optional.of(item);
                }
                case Shelf.Found.Damaged(Runs gone) -> giveUp(gone, DAMAGED, lost);
                case Shelf.Found.Nothing() -> {
                    sendFrom = next;
                    return Optional.empty();
                }
            }
        }
    }

    private Shelf.Found look() {
        try {
            return shelf.first(sendFrom);
        } catch (IOException e) {
            ShipLog.notRead(String.valueOf(e.getMessage()));
            return new Shelf.Found.Damaged(shelf.dropUnreadable(sendFrom));
        }
    }

    private void onItsWay(Item item) {
        sendFrom = item.number() + 1;
        inFlight.add(item);
        shelf.sent(item);
    }

    /// The broker has this one.
    ///
    /// @return false when that was known already
    boolean acknowledge(long number) {
        List<Runnable> done = new ArrayList<>();
        lock.lock();
        try {
            if (!inFlight.acknowledge(number)) {
                return false;
            }
            for (var settled = inFlight.settled(); settled.isPresent(); ) {
                settle(settled.getAsLong(), done);
                settled = inFlight.settled();
            }
            tellOfRoom();
            return true;
        } finally {
            lock.unlock();
            run(done);
        }
    }

    /// Nobody is woken who has nothing to do.
    private void tellOfRoom() {
        if (sendFrom < next) {
            changed.signalAll();
        }
        if (waiting == 0) {
            emptied.signalAll();
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
    ///
    /// @param alone whether each of them waits for the acknowledgement of the one before, so that
    ///   it is seen which of them the broker refuses
    void rewind(boolean alone) {
        lock.lock();
        try {
            aloneUntil = alone ? Math.max(aloneUntil, sendFrom) : aloneUntil;
            inFlight.clear();
            departure.hurry(sendFrom);
            sendFrom = acknowledged;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whether this one is under way with no other beside it.
    boolean isAlone(long number) {
        lock.lock();
        try {
            return inFlight.isAlone(number);
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(Runs gone, String reason, List<Runnable> lost) {
        gone.each((from, to) -> {
            long first = Math.max(from, acknowledged);
            if (first < to) {
                inFlight.forget(first, to);
                waiting -= to - first;
                lost(to - first, reason);
                var callbacksGone = callbacks.subMap(first, to);
                lost.addAll(callbacksGone.values());
                callbacksGone.clear();
            }
        });
    }

    private void lost(long events, String reason) {
        standing.losses().add(events, reason);
        lostMeanwhile = true;
        changed.signalAll();
        save(standing.acknowledged());
    }

    private void save(long upTo) {
        try {
            standing.save(upTo);
            standingTrouble = false;
        } catch (IOException e) {
            if (!standingTrouble) {
                ShipLog.standingNotSaved(String.valueOf(e.getMessage()));
            }
            standingTrouble = true;
        }
    }

    /// Frees the room of what is acknowledged, and notes down how far that is.
    void release() {
        lock.lock();
        try {
            if (acknowledged != standing.acknowledged()) {
                save(acknowledged);
            }
            shelf.release(acknowledged);
        } catch (IOException e) {
            ShipLog.notFreed(String.valueOf(e.getMessage()));
        } finally {
            lock.unlock();
        }
    }

    /// What was given up, once there is room to tell it; the same again until it was told.
    List<Losses.Loss> lossesToTell() {
        lock.lock();
        try {
            if (standing.losses().isEmpty() || filled() >= ROOM_IS_BACK) {
                return List.of();
            }
            List<Losses.Loss> losses = standing.losses().tell();
            save(standing.acknowledged());
            return losses;
        } finally {
            lock.unlock();
        }
    }

    void told(Losses.Loss loss) {
        lock.lock();
        try {
            standing.losses().told(loss);
            save(standing.acknowledged());
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
            lost(events, reason);
        } finally {
            lock.unlock();
        }
    }

    /// Whether there is nothing to do, or to tell of what was lost: what waits, waits for others.
    boolean rests() {
        lock.lock();
        try {
            boolean noneMayGo = inFlight.isEmpty() && departure.left(sendFrom) > 0;
            return standing.losses().isEmpty() && (waiting == 0 || noneMayGo);
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
            return standing.losses().total();
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
            departure.hurry(next);
            changed.signalAll();
            long left = limit.toNanos();
            while (left > 0 && waiting > 0) {
                left = emptied.awaitNanos(left);
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
            standing.close();
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
