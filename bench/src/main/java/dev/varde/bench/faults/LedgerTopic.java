package dev.varde.bench.faults;

import dev.varde.events.Delivery;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Follows the ledger: what each delivery has come to.
final class LedgerTopic implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codec codec = new Codec();
    private final List<TopicPartition> partitions;
    private final Map<String, Delivery> newest = new ConcurrentHashMap<>();

    LedgerTopic(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        partitions =
                consumer.partitionsFor(Topics.DELIVERIES).stream()
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// Everything that is committed now; the newest record of each delivery.
    Map<String, Delivery> read() throws Unreadable {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(50))) {
                Delivery d = codec.readDelivery(r.value());
                newest.put(d.id().value(), d);
            }
        }
        return newest;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
