package dev.varde.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir Path data;

    @Test
    void whatWasWrittenIsThereAfterARestart() throws Exception {
        byte[] word = "still here".getBytes(StandardCharsets.UTF_8);
        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            write(broker, word);
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(data)) {
            assertThat(readFirst(broker)).isEqualTo(word);
            assertThat(topics(broker))
                    .containsAll(Topics.ALL.stream().map(Topics.Topic::name).toList());
        }
    }

    @Test
    void whatOnlyTheProcessorNeedsHasAsManyPartitionsAsItsEvents() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data);
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(topics(broker)).doesNotContain(Topics.NOTICES);
            admin.createPartitions(Map.of(Topics.EVENTS, NewPartitions.increaseTo(3))).all().get();

            TopicAdmin.ensureInternal(broker.bootstrapServers(), 10_000);

            assertThat(
                            admin.describeTopics(List.of(Topics.NOTICES))
                                    .allTopicNames()
                                    .get()
                                    .get(Topics.NOTICES)
                                    .partitions())
                    .hasSize(3);
        }
    }

    private static void write(EmbeddedBroker broker, byte[] value) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.OPERATOR, new byte[] {1}, value)).get();
        }
    }

    private static byte[] readFirst(EmbeddedBroker broker) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(Topics.OPERATOR, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }

    private static Set<String> topics(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listTopics().names().get();
        }
    }
}
