package dev.varde.collector.ship;

import dev.varde.events.wire.Unreadable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// The one thread that hands events to the broker, in order, for as long as it takes.
///
/// When a record fails, everything not acknowledged is sent again from the oldest: an event may
/// arrive twice with the same id, but none overtakes another for good. A record that the broker
/// refuses for ever stops nobody: it is found by sending one at a time, and becomes a dead letter.
final class Sender {
    private static final Duration TICK = Duration.ofMillis(200);

    /// While nothing has to go; an event that may not wait ends it.
    private static final Duration REST = Duration.ofSeconds(5);

    private static final long BACKOFF_MILLIS = 500;
    private static final long NEXT_STRIKE_MILLIS = 100;

    private final Backlog backlog;
    private final Supplier<Sink> connect;
    private final Writing writing;
    private final Runnable tick;
    private final Refusals refusals = new Refusals();
    private final Thread thread;
    private volatile @Nullable Sink sink;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /// Counts the rewinds; what an earlier round says of a failure is old news.
    private final AtomicInteger round = new AtomicInteger();

    private volatile boolean closed;
    private volatile boolean connected;
    private boolean away;
    private long tickedAt = System.nanoTime();

    /// @param connect opens a new sink; may block and may throw
    /// @param tick run on this thread about every 200 ms, or every five seconds while nothing has
    ///   to go
    Sender(Backlog backlog, Supplier<Sink> connect, Writing writing, Runnable tick) {
        this.backlog = backlog;
        this.connect = connect;
        this.writing = writing;
        this.tick = tick;
        this.thread = Thread.ofPlatform().name("varde-ship").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Whether the broker has acknowledged something since the last failure.
    boolean connected() {
        return connected;
    }

    private void run() {
        while (!closed) {
            try {
                step();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                ShipLog.senderFailed(e);
                note(e);
            }
        }
    }

    private void step() throws InterruptedException {
        Exception failed = failure.get();
        if (failed != null) {
            recover(failed);
        }
        Sink to = sink == null ? open() : sink;
        if (to != null) {
            backlog.take(backlog.rests() ? REST : TICK).ifPresent(item -> send(to, item));
        }
        if (System.nanoTime() - tickedAt > TICK.toNanos()) {
            tickedAt = System.nanoTime();
            tick.run();
        }
    }

    private @Nullable Sink open() {
        try {
            Sink opened = connect.get();
            sink = opened;
            return opened;
        } catch (RuntimeException e) {
            note(e);
            return null;
        }
    }

    private void send(Sink to, Item item) {
        int sentIn = round.get();
        ProducerRecord<byte[], byte[]> record = record(item);
        boolean lost = refusals.form(item.number()).deadLetter() != null;
        to.send(
                record,
                e -> {
                    if (e == null) {
                        taken(item.number(), lost);
                    } else if (sentIn == round.get()) {
                        failed(item, e);
                    }
                });
    }

    private ProducerRecord<byte[], byte[]> record(Item item) {
        try {
            return writing.record(item, refusals.form(item.number()));
        } catch (Unreadable e) {
            String reason = "an event in the spool cannot be read: " + e.getMessage();
            ShipLog.deadLetter(item.number(), reason);
            refusals.condemn(item.number(), reason);
            return writing.deadLetter(item, reason);
        }
    }

    private void taken(long number, boolean asDeadLetter) {
        if (settled(number) && asDeadLetter) {
            backlog.addLoss(1, "Kafka took an event only as a dead letter");
        }
    }

    /// @return false when it was settled before
    private boolean settled(long number) {
        refusals.settled(number);
        connected = true;
        return backlog.acknowledge(number);
    }

    private void failed(Item item, Exception e) {
        long number = item.number();
        boolean givenUp =
                switch (Fault.of(e)) {
                    case LATER, CONNECTION -> isGivenUp(number, e);
                    case TOO_LARGE -> isTooLargeForGood(number);
                    case RECORD ->
                            backlog.isAlone(number)
                                    && !refusals.areAll()
                                    && isRefusedForGood(number, e);
                };
        if (givenUp) {
            settled(number);
        } else {
            note(e);
        }
    }

    private boolean isGivenUp(long number, Exception e) {
        if (refusals.mayTryAgain(number)) {
            return false;
        }
        giveUp(number, String.valueOf(e.getMessage()));
        return true;
    }

    private void giveUp(long number, String reason) {
        ShipLog.refusedAsDeadLetter(number, reason);
        backlog.addLoss(1, "Kafka took an event neither as it is nor as a dead letter");
    }

    private boolean isTooLargeForGood(long number) {
        ShipLog.tooLarge(String.valueOf(number));
        if (refusals.tooLarge(number).isPresent()) {
            return false;
        }
        backlog.addLoss(1, "an event was larger than the broker takes");
        return true;
    }

    private boolean isRefusedForGood(long number, Exception e) {
        String reason = String.valueOf(e.getMessage());
        Optional<Refusals.Form> next = refusals.refused(number, reason);
        if (next.isPresent()) {
            next.filter(form -> form.deadLetter() != null)
                    .ifPresent(_ -> ShipLog.deadLetter(number, reason));
            return false;
        }
        giveUp(number, reason);
        return true;
    }

    /// Keeps the failure that says the most until the next step.
    private void note(Exception e) {
        failure.accumulateAndGet(
                e,
                (known, now) ->
                        known == null || Fault.of(now).compareTo(Fault.of(known)) > 0
                                ? now
                                : known);
    }

    /// A failure that may pass keeps the connection; any other but a record's opens a new one.
    private void recover(Exception failed) throws InterruptedException {
        Fault fault = Fault.of(failed);
        if (fault.compareTo(Fault.RECORD) < 0 || refusals.areAll()) {
            connected = false;
            tellAway(failed);
        }
        if (fault == Fault.CONNECTION) {
            disconnect();
        }
        if (fault == Fault.RECORD && !refusals.areAll()) {
            Thread.sleep(NEXT_STRIKE_MILLIS);
        } else if (fault != Fault.TOO_LARGE) {
            pause();
        }
        round.incrementAndGet();
        failure.set(null);
        backlog.rewind(fault == Fault.RECORD);
    }

    private void pause() throws InterruptedException {
        tick.run();
        Thread.sleep(BACKOFF_MILLIS);
    }

    private void tellAway(Exception failed) {
        if (!away && !closed) {
            away = true;
            ShipLog.brokerAway(String.valueOf(failed.getMessage()));
        }
    }

    private void disconnect() {
        Sink old = sink;
        sink = null;
        if (old != null) {
            old.close();
        }
    }

    /// Once more than the sender's own thread may need it: tells that the broker is back.
    void tellBack() {
        if (away && connected) {
            away = false;
            ShipLog.brokerBack(backlog.waiting());
        }
    }

    void stop() throws InterruptedException {
        closed = true;
        disconnect();
        thread.interrupt();
        thread.join(Duration.ofSeconds(3));
        disconnect();
    }
}
