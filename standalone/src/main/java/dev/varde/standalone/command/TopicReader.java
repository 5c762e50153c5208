package dev.varde.standalone.command;

import dev.varde.events.start.CannotStart;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads all partitions of one topic, what is committed: from its beginning or from now on.
final class TopicReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration WHOLE = Duration.ofSeconds(60);
    private static final Duration TURN = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;

    private TopicReader(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /// @throws CannotStart when Kafka does not answer or has no such topic
    static TopicReader fromBeginning(String bootstrapServers, String topic) throws CannotStart {
        return open(bootstrapServers, topic, KafkaConsumer::seekToBeginning);
    }

    /// @throws CannotStart when Kafka does not answer or has no such topic
    static TopicReader fromNow(String bootstrapServers, String topic) throws CannotStart {
        return open(bootstrapServers, topic, KafkaConsumer::seekToEnd);
    }

    /// Moves to where reading begins.
    private interface Seek {
        void to(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions);
    }

    private static TopicReader open(String bootstrapServers, String topic, Seek seek)
            throws CannotStart {
        KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers);
        try {
            List<TopicPartition> all =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            if (all.isEmpty()) {
                throw new CannotStart(
                        "Kafka at "
                                + bootstrapServers
                                + " has no topic "
                                + topic
                                + ": no Varde has run with it.");
            }
            consumer.assign(all);
            seek.to(consumer, all);
            all.forEach(consumer::position);
            return new TopicReader(consumer, topic);
        } catch (KafkaException e) {
            consumer.close();
            throw new CannotStart(
                    "Kafka at " + bootstrapServers + " does not answer: " + e.getMessage(), e);
        } catch (CannotStart none) {
            consumer.close();
            throw none;
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers)
            throws CannotStart {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "allow.auto.create.topics",
                        false,
                        "default.api.timeout.ms",
                        Math.toIntExact(PATIENCE.toMillis()));
        try {
            return new KafkaConsumer<>(
                    settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new CannotStart(
                    "Kafka at '" + bootstrapServers + "' cannot be used: " + why.getMessage(), e);
        }
    }

    /// Hands on all there is until now, in the order of each partition.
    ///
    /// @throws CannotStart when it does not come within a minute
    void readAll(Consumer<ConsumerRecord<byte[], byte[]>> each) throws CannotStart {
        long deadline = System.nanoTime() + WHOLE.toNanos();
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream()
                .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new CannotStart(
                        "Kafka did not give all of "
                                + topic
                                + " within "
                                + WHOLE.toSeconds()
                                + " s.");
            }
            consumer.poll(TURN).forEach(each);
        }
    }

    /// The first that something can be made of, of what comes from now on; nothing within the time.
    <T> Optional<T> await(
            Function<ConsumerRecord<byte[], byte[]>, Optional<T>> made, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(TURN)) {
                Optional<T> one = made.apply(record);
                if (one.isPresent()) {
                    return one;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
