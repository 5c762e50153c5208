package dev.varde.collector.ship;

import static dev.varde.collector.ship.Cast.NOON;
import static dev.varde.collector.ship.Cast.WEB_1;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A program of its own that piles events up while there is no broker, and then sends them.
final class Hoarder {
    private Hoarder() {}

    /// @param args directory, and how many events
    public static void main(String[] args) throws Exception {
        int events = Integer.parseInt(args[1]);
        AtomicBoolean willing = new AtomicBoolean();
        AtomicLong received = new AtomicLong();
        AtomicLong acknowledged = new AtomicLong();
        Sink broker = broker(willing, received);
        var settings =
                new SpooledOutbox.Settings(Path.of(args[0]), SpooledOutbox.BOUND, WEB_1, "run-1");
        try (SpooledOutbox outbox = SpooledOutbox.open(settings, () -> broker, () -> NOON)) {
            long start = System.nanoTime();
            for (int i = 0; i < events; i++) {
                outbox.put(
                        Cast.with(
                                Cast.line("line-" + i, "ERROR number " + i),
                                acknowledged::incrementAndGet));
            }
            long put = System.nanoTime();
            long waiting = outbox.spooled();
            System.gc();
            long heap = used();
            willing.set(true);
            while (outbox.spooled() > 0) {
                Thread.sleep(5);
            }
            double drain = (System.nanoTime() - put) / 1e9;
            System.out.printf(
                    "put %d in %.1f s (%.1f µs each), %d waited with %d MiB of heap in use, %d"
                            + " dropped; sent in %.1f s (%.0f events/s)%n",
                    events,
                    (put - start) / 1e9,
                    (put - start) / 1e3 / events,
                    waiting,
                    heap >> 20,
                    outbox.dropped(),
                    drain,
                    waiting / drain);
            System.out.println(received.get() + " " + acknowledged.get());
        }
        Runtime.getRuntime().halt(0);
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Sink broker(AtomicBoolean willing, AtomicLong received) {
        return new Sink() {
            @Override
            public void send(
                    ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Exception> done) {
                if (willing.get()) {
                    received.incrementAndGet();
                    done.accept(null);
                } else {
                    done.accept(new TimeoutException("away"));
                }
            }

            @Override
            public void close() {}
        };
    }
}
