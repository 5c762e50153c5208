package dev.varde.bench;

import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The events as the broker took them.
final class TakenEvents implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codec codec = new Codec();
    private final Deque<ConsumerRecord<byte[], byte[]>> read = new ArrayDeque<>();

    TakenEvents(String servers) {
        consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", servers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all = List.of(new TopicPartition(Topics.EVENTS, 0));
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /// When the broker took the next event with such a fact, in milliseconds since 1970.
    long await(Predicate<Fact> test) throws Unreadable {
        return awaitEvent(event -> test.test(event.fact()));
    }

    long awaitEvent(Predicate<HostEvent> test) throws Unreadable {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            while (!read.isEmpty()) {
                ConsumerRecord<byte[], byte[]> record = read.removeFirst();
                if (test.test(codec.readEvent(record.value()))) {
                    return record.timestamp();
                }
            }
            consumer.poll(Duration.ofMillis(20)).forEach(read::add);
        }
        throw new IllegalStateException("no such event within " + PATIENCE);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
