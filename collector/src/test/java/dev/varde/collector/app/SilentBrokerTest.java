package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.collector.Sighting;
import dev.varde.collector.ship.KafkaSink;
import dev.varde.collector.ship.SpooledOutbox;
import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.LogFact;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real broker that takes what is sent and whose answers do not come.
class SilentBrokerTest {
    private static final HostName WEB_1 = new HostName("web-1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;

    @Test
    void whatABrokerTakesWithoutAWordComesBackToTheSpoolAndIsSentAgain() throws Exception {
        try (MuteProxy proxy = new MuteProxy();
                RealBroker broker = new RealBroker(directory.resolve("kafka"), proxy.port())) {
            proxy.forwardTo(broker.port());
            try (SpooledOutbox outbox = outbox(proxy.port())) {
                IntStream.range(0, 10).forEach(i -> outbox.put(line(i)));
                await().atMost(PATIENCE).until(() -> outbox.spooled() == 0);

                proxy.mute();
                IntStream.range(10, 20).forEach(i -> outbox.put(line(i)));
                await().atMost(PATIENCE).until(() -> !outbox.connected());
                assertThat(outbox.spooled()).isEqualTo(10);

                proxy.speak();
                await().atMost(PATIENCE).until(() -> outbox.spooled() == 0);
                assertThat(outbox.connected()).isTrue();
                assertThat(outbox.dropped()).isZero();
            }
            assertThat(ids(broker).stream().distinct().toList())
                    .isEqualTo(IntStream.range(0, 20).mapToObj(i -> "e" + i).toList());
        }
    }

    private SpooledOutbox outbox(int port) throws Exception {
        var settings =
                new SpooledOutbox.Settings(
                        directory.resolve("spool"), SpooledOutbox.BOUND, WEB_1, "run-1");
        var soon = new KafkaSink.Patience(5_000, 1_000, 2_000);
        return SpooledOutbox.open(
                settings,
                () -> KafkaSink.connect("127.0.0.1:" + port, WEB_1, soon),
                InstantSource.system());
    }

    private static Sighting line(int number) {
        return new Sighting(
                new EventId("e" + number),
                Instant.now(),
                null,
                new LogFact.LogMatched(
                        "/var/log/app.log",
                        number,
                        LogFact.LogKind.LINE,
                        List.of("ERROR " + number),
                        null));
    }

    private static List<String> ids(RealBroker broker) throws Exception {
        List<String> ids = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.address()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.EVENTS).stream()
                            .map(p -> new TopicPartition(Topics.EVENTS, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(100))) {
                    ids.add(new Codec().readEvent(r.value()).id().value());
                }
            }
        }
        return ids;
    }
}
