package dev.varde.standalone.command;

import dev.varde.events.Delivery;
import dev.varde.events.OperatorWord;
import dev.varde.events.start.CannotStart;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Says a word to a running Varde and reads in its ledger what came of it.
final class LedgerReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Codec codec;

    private LedgerReader(
            KafkaConsumer<byte[], byte[]> consumer,
            KafkaProducer<byte[], byte[]> producer,
            Codec codec) {
        this.consumer = consumer;
        this.producer = producer;
        this.codec = codec;
    }

    /// Reads what is written from now on.
    ///
    /// @throws CannotStart when Kafka does not answer
    static LedgerReader atEnd(String bootstrapServers, Codec codec) throws CannotStart {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "default.api.timeout.ms",
                        Math.toIntExact(PATIENCE.toMillis()));
        var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> all =
                    consumer.partitionsFor(Topics.DELIVERIES).stream()
                            .map(p -> new TopicPartition(p.topic(), p.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            return new LedgerReader(consumer, producer(bootstrapServers), codec);
        } catch (KafkaException e) {
            consumer.close();
            throw new CannotStart(
                    "Kafka at " + bootstrapServers + " does not answer: " + e.getMessage(), e);
        }
    }

    /// @throws CannotStart when Kafka does not take it
    void say(OperatorWord word) throws CannotStart, InterruptedException {
        try {
            producer.send(new Records(codec).word(word)).get();
        } catch (ExecutionException e) {
            throw new CannotStart("Kafka did not take the word: " + e.getMessage(), e);
        }
    }

    /// The first finished delivery that fits, or nothing within the time.
    Optional<Delivery> await(Predicate<Delivery> fits, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                Optional<Delivery> delivery =
                        read(record).filter(fits).filter(LedgerReader::finished);
                if (delivery.isPresent()) {
                    return delivery;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }

    private Optional<Delivery> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.readDelivery(record.value()));
        } catch (Unreadable e) {
            return Optional.empty(); // the notifier reports it; here it is only not the one
        }
    }

    private static boolean finished(Delivery delivery) {
        return switch (delivery.state()) {
            case INTENDED, RETRYING -> false;
            case DELIVERED, FAILED, HELD_BACK, SUPERSEDED, UNKNOWN -> true;
        };
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "max.block.ms",
                        PATIENCE.toMillis(),
                        "delivery.timeout.ms",
                        Math.toIntExact(PATIENCE.toMillis()),
                        "request.timeout.ms",
                        5_000,
                        "linger.ms",
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
