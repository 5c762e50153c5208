package dev.varde.notifier;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What the processor, the console and a reader of the ledger do, for tests.
public final class Cluster implements AutoCloseable {
    private final String bootstrapServers;
    private final Codec codec = new Codec();
    private final Records records = new Records(codec);
    private final KafkaProducer<byte[], byte[]> producer;

    public Cluster(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    public void publish(Incident incident) {
        send(records.incident(incident));
    }

    public void say(OperatorWord word) {
        send(records.word(word));
    }

    public void raw(String topic, String key, byte[] value) {
        send(
                new ProducerRecord<>(
                        topic, key.getBytes(java.nio.charset.StandardCharsets.UTF_8), value));
    }

    /// The newest record of each delivery, in the order in which they first appeared.
    public Map<String, Delivery> ledger() throws Unreadable {
        Map<String, Delivery> newest = new LinkedHashMap<>();
        for (Delivery d : history()) {
            newest.put(d.id().value(), d);
        }
        return newest;
    }

    public List<Delivery> history() throws Unreadable {
        List<Delivery> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> r : read(Topics.DELIVERIES)) {
            all.add(codec.readDelivery(r.value()));
        }
        return all;
    }

    public List<RestartOrder> orders() throws Unreadable {
        List<RestartOrder> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> r : read(Topics.COMMANDS)) {
            all.add(codec.readOrder(r.value()));
        }
        return all;
    }

    public List<OperatorWord> words() throws Unreadable {
        List<OperatorWord> all = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> r : read(Topics.OPERATOR)) {
            all.add(codec.readOperatorWord(r.value()));
        }
        return all;
    }

    /// Everything committed on a topic.
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> all =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
            return found;
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
