package dev.varde.collector.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.CollectorStopped;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderId;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.RestartAction.RunCommand;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.sign.TrustedKeys;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The collector with a real broker.
class RealKafkaTest {
    private static final SigningKey KEY = SigningKey.make();
    private static final HostName WEB_1 = new HostName("web-1");
    private static final ServiceName KONTALI = new ServiceName("kontali-backend");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path directory;
    private final ExecutorTicker ticker = new ExecutorTicker();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private RealBroker broker;
    private Path log;

    @BeforeEach
    void start() throws Exception {
        broker = new RealBroker(directory.resolve("kafka"));
        log = directory.resolve("app.log");
        Files.writeString(log, "start\n");
    }

    @AfterEach
    void stop() {
        ticker.close();
        broker.close();
    }

    private Collector collector() {
        Configuration.Service service =
                new Configuration.Service(
                        KONTALI,
                        Map.of(),
                        null,
                        List.of(),
                        List.of(log.toString()),
                        List.of(),
                        new RunCommand(
                                List.of("sh", "-c", "echo x >> " + directory.resolve("restarts"))));
        Configuration configuration =
                new Configuration(
                        new Configuration.Host(WEB_1, Map.of()),
                        null,
                        List.of(service),
                        new Configuration.RedFlags(0, 1, false),
                        null,
                        List.of(),
                        List.of(),
                        new Configuration.Restarts(
                                List.of(),
                                3,
                                Duration.ofMinutes(10),
                                10,
                                0.2,
                                Duration.ofSeconds(30)));
        return Collector.start(
                configuration,
                broker.address(),
                directory.resolve("data"),
                ticker,
                TrustedKeys.of(KEY.trusted()));
    }

    private void append(String text) throws Exception {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }

    /// Reads a topic from its start until it holds what is awaited.
    private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        records.clear();
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.address()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(p -> new TopicPartition(topic, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return List.copyOf(records);
    }

    private List<HostEvent> events() throws Exception {
        List<HostEvent> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : all(Topics.EVENTS)) {
            events.add(new Codec().readEvent(record.value()));
        }
        return events;
    }

    private List<String> lines() throws Exception {
        return events().stream()
                .filter(e -> e.fact() instanceof LogMatched)
                .map(e -> ((LogMatched) e.fact()).lines().getFirst())
                .toList();
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.address()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static RestartOrder order(String id, Instant issued) {
        return KEY.sign(
                new RestartOrder(
                        new OrderId(id),
                        WEB_1,
                        KONTALI,
                        null,
                        1,
                        issued,
                        issued.plusSeconds(60),
                        "varde"));
    }

    @Test
    void itMakesTheTopicsAndTellsFromStartToStopInOrder() throws Exception {
        try (Collector collector = collector()) {
            await().atMost(PATIENCE).until(collector::ready);
            append("ERROR one\nERROR two\n");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines()).hasSize(2));
        }

        List<HostEvent> events = events();
        assertThat(events.getFirst().fact()).isInstanceOf(CollectorStarted.class);
        assertThat(events.getLast().fact()).isInstanceOf(CollectorStopped.class);
        assertThat(events).extracting(HostEvent::seq).isSorted().doesNotHaveDuplicates();
        assertThat(records.getFirst().key()).isEqualTo("web-1".getBytes(StandardCharsets.UTF_8));
        assertThat(records.getFirst().headers().lastHeader("ce_type").value())
                .isEqualTo("dev.varde.collector.started".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBrokerThatGoesAwayAndComesBackGetsEverythingOnceMoreInOrder() throws Exception {
        try (Collector collector = collector()) {
            await().atMost(PATIENCE).until(collector::ready);
            append("ERROR before\n");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(lines()).hasSize(1));

            broker.goAway();
            for (int i = 0; i < 20; i++) {
                append("ERROR away " + i + "\n");
            }
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> true);
            broker.comeBack();
            append("ERROR after\n");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(lines()).contains("ERROR after"));
        }

        List<String> once = lines().stream().distinct().toList();
        assertThat(once)
                .hasSize(22)
                .startsWith("ERROR before", "ERROR away 0")
                .endsWith("ERROR after");
        assertThat(events().stream().map(HostEvent::seq).distinct().toList()).isSorted();
    }

    @Test
    void ordersAreCarriedOutOnceAndWhatIsNoneGoesToTheDeadLetters() throws Exception {
        Records write = new Records(new Codec());
        try (Collector collector = collector()) {
            await().atMost(PATIENCE).until(collector::ready);
            byte[] key = "web-1".getBytes(StandardCharsets.UTF_8);
            send(
                    new ProducerRecord<>(
                            Topics.COMMANDS, key, "nonsense".getBytes(StandardCharsets.UTF_8)));
            send(write.order(order("o1", Instant.now())));
            send(write.order(order("o1", Instant.now())));
            send(write.order(order("o2", Instant.now().minusSeconds(600))));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        assertThat(facts(OrderCarriedOut.class)).isEqualTo(1);
                        assertThat(facts(OrderRefused.class)).isEqualTo(1);
                    });
        }
        assertThat(Files.readString(directory.resolve("restarts"))).isEqualTo("x\n");
        assertThat(all(Topics.DEAD_LETTERS)).hasSize(1);
    }

    private long facts(Class<?> kind) throws Exception {
        return events().stream().filter(e -> kind.isInstance(e.fact())).count();
    }
}
