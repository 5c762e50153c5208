package dev.varde.collector.order;

import dev.varde.events.HostName;
import dev.varde.events.RestartOrder;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/// Reads this host's orders from `varde.commands` and gives them to the foreman, in order, for as
/// long as it lives.
///
/// It reads the one partition where the default partitioner puts records keyed by the host (murmur2
/// of the key's bytes), without a consumer group, and keeps its place in a file of its own. The
/// first time it begins five minutes back.
public final class Orders implements AutoCloseable {
    /// The broker answers at once when there is an order, and closing wakes the consumer.
    private static final Duration POLL = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    /// Keeps a record that cannot be read; returns once the broker has it.
    @FunctionalInterface
    public interface DeadLetters {
        /// @throws KafkaException when the broker did not take it
        void send(ProducerRecord<byte[], byte[]> record) throws InterruptedException;
    }

    private final HostName host;
    private final Foreman foreman;
    private final Supplier<Consumer<byte[], byte[]>> connect;
    private final DeadLetters deadLetters;
    private final Place place;
    private final InstantSource clock;
    private final Codec codec = new Codec();
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean closed;

    private Orders(
            HostName host,
            Foreman foreman,
            Supplier<Consumer<byte[], byte[]>> connect,
            DeadLetters deadLetters,
            Path placeFile,
            InstantSource clock) {
        this.host = host;
        this.foreman = foreman;
        this.connect = connect;
        this.deadLetters = deadLetters;
        this.place = new Place(placeFile);
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("varde-orders").daemon().unstarted(this::run);
    }

    /// @param connect opens a consumer without group; tried again for ever
    /// @param placeFile where the offset is kept
    public static Orders start(
            HostName host,
            Foreman foreman,
            Supplier<Consumer<byte[], byte[]>> connect,
            DeadLetters deadLetters,
            Path placeFile,
            InstantSource clock) {
        Orders orders = new Orders(host, foreman, connect, deadLetters, placeFile, clock);
        orders.thread.start();
        return orders;
    }

    private void run() {
        while (!closed) {
            try {
                follow(connect.get());
            } catch (WakeupException | InterruptException | InterruptedException _) {
                if (closed) {
                    return;
                }
            } catch (RuntimeException e) {
                OrderLog.brokerAway(String.valueOf(e.getMessage()));
                pause();
            }
        }
    }

    /// Ends without a word to the broker, which answers to none before the request that it keeps.
    private void follow(Consumer<byte[], byte[]> opened) throws InterruptedException {
        try {
            consumer = opened;
            begin(opened);
            while (!closed) {
                read(opened);
            }
        } finally {
            opened.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void pause() {
        try {
            boolean _ = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(Consumer<byte[], byte[]> from) throws InterruptedException {
        List<PartitionInfo> partitions = from.partitionsFor(Topics.COMMANDS);
        while (partitions == null || partitions.isEmpty()) {
            if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new WakeupException();
            }
            partitions = from.partitionsFor(Topics.COMMANDS);
        }
        TopicPartition mine =
                new TopicPartition(Topics.COMMANDS, partition(host, partitions.size()));
        from.assign(List.of(mine));
        Optional<Place.At> left = place.load(mine.partition());
        if (left.isPresent()) {
            from.seek(mine, left.get().offset());
        } else {
            lookBack(from, mine);
        }
    }

    /// The end is asked for first: what comes in between is then either found by its time or lies
    /// behind that end.
    private void lookBack(Consumer<byte[], byte[]> from, TopicPartition mine) {
        long end = from.endOffsets(List.of(mine)).getOrDefault(mine, 0L);
        long since = clock.instant().minus(LOOK_BACK).toEpochMilli();
        OffsetAndTimestamp found = from.offsetsForTimes(Map.of(mine, since)).get(mine);
        from.seek(mine, found == null ? end : found.offset());
    }

    /// Where the default partitioner puts this host's records.
    static int partition(HostName host, int partitions) {
        byte[] key = host.value().getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private void read(Consumer<byte[], byte[]> from) throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
            take(record);
            place.save(new Place.At(record.partition(), record.offset() + 1));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
        try {
            byte[] value = record.value();
            if (value == null) {
                throw new Unreadable("no value");
            }
            RestartOrder order = codec.readOrder(value);
            if (order.host().equals(host) || host.value().equals(key(record))) {
                foreman.take(order);
            }
        } catch (Unreadable e) {
            String reason = String.valueOf(e.getMessage());
            OrderLog.unreadable(record.offset(), reason);
            deadLetters.send(Records.deadLetter(record, "collector", reason));
        }
    }

    /// Other hosts' orders come by in the same partition; one that is addressed to this host and
    /// written for another is refused aloud.
    private static String key(ConsumerRecord<byte[], byte[]> record) {
        byte[] key = record.key();
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        closing.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(3))) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
