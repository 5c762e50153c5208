package dev.varde.collector.ship;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/// The one thread that hands events to the broker, in order, for as long as it takes.
///
/// When a record fails, everything not acknowledged is sent again from the oldest: an event may
/// arrive twice with the same id, but none overtakes another for good.
final class Sender {
    private static final Duration TICK = Duration.ofMillis(200);
    private static final long BACKOFF_MILLIS = 500;

    private final Backlog backlog;
    private final Supplier<Sink> connect;
    private final Writing writing;
    private final Runnable tick;
    private final Map<Long, Integer> slimmed = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile @Nullable Sink sink;
    private volatile @Nullable Exception failure;
    private volatile boolean closed;
    private volatile boolean connected;
    private boolean away;
    private long tickedAt = System.nanoTime();

    /// @param connect opens a new sink; may block and may throw
    /// @param tick run on this thread about every 200 ms
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
                failure = e;
            }
        }
    }

    private void step() throws InterruptedException {
        Exception failed = failure;
        if (failed != null) {
            recover(failed);
        }
        Sink to = sink == null ? open() : sink;
        if (to != null) {
            backlog.take(TICK).ifPresent(item -> send(to, item));
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
            failure = e;
            return null;
        }
    }

    private void send(Sink to, Item item) {
        int degree = slimmed.getOrDefault(item.number(), 0);
        to.send(
                writing.record(item, degree),
                e -> {
                    if (e == null) {
                        acknowledged(item.number());
                    } else {
                        failed(item, degree, e);
                    }
                });
    }

    private void acknowledged(long number) {
        slimmed.remove(number);
        connected = true;
        backlog.acknowledge(number);
    }

    private void failed(Item item, int degree, Exception e) {
        if (e instanceof RecordTooLargeException) {
            ShipLog.tooLarge(String.valueOf(item.number()));
            if (degree >= Slimming.LAST) {
                backlog.addLoss(1, "an event was larger than the broker takes");
                acknowledged(item.number());
                return;
            }
            slimmed.put(item.number(), degree + 1);
        }
        failure = e;
    }

    /// A failure that may pass keeps the connection; any other opens a new one.
    private void recover(Exception failed) throws InterruptedException {
        boolean tooLarge = failed instanceof RecordTooLargeException;
        if (!tooLarge) {
            connected = false;
            tellAway(failed);
            if (!(failed instanceof RetriableException)) {
                disconnect();
            }
            pause();
        }
        failure = null;
        backlog.rewind();
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
