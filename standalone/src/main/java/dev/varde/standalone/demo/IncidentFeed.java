package dev.varde.standalone.demo;

import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Every revision of every incident from now on, each handed to a listener once. For one thread.
final class IncidentFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Codec codec = new Codec();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Consumer<Incident> listener;
    private final List<Incident> seen = new ArrayList<>();

    IncidentFeed(String bootstrapServers, Consumer<Incident> listener) {
        this.listener = listener;
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        this.consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        List<TopicPartition> only = List.of(new TopicPartition(Topics.INCIDENTS, 0));
        consumer.assign(only);
        consumer.seekToEnd(only);
        only.forEach(consumer::position);
    }

    /// What was seen so far no longer counts.
    void forget() {
        seen.clear();
    }

    /// The first revision since [#forget()] that fits, or nothing within the time.
    Optional<Incident> await(Predicate<Incident> fits, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Optional<Incident> found = first(fits);
        while (found.isEmpty() && System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read(record).ifPresent(this::see);
            }
            found = first(fits);
        }
        return found;
    }

    /// Says something as an operator would on the page.
    void say(OperatorWord word) throws ExecutionException, InterruptedException {
        producer.send(new Records(codec).word(word)).get();
    }

    @Override
    public void close() {
        consumer.close();
        producer.close();
    }

    private Optional<Incident> first(Predicate<Incident> fits) {
        return seen.stream().filter(fits).findFirst();
    }

    private void see(Incident incident) {
        seen.add(incident);
        listener.accept(incident);
    }

    private Optional<Incident> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.readIncident(record.value())).filter(i -> !i.canary());
        } catch (Unreadable e) {
            throw new IllegalStateException("the processor wrote what nobody can read", e);
        }
    }
}
