package dev.varde.console.app;

import static dev.varde.console.Sample.KONTALI;
import static dev.varde.console.Sample.WEB_1;
import static dev.varde.console.Sample.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.varde.console.Sample;
import dev.varde.console.SampleIncidents;
import dev.varde.console.app.Words.Outcome;
import dev.varde.console.view.Board;
import dev.varde.events.Delivery;
import dev.varde.events.HostEvent;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.OperatorWord;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The console against a real broker. The last test stops the broker.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleKafkaTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Codec CODEC = new Codec();
    private static final Records RECORDS = new Records(CODEC);

    @TempDir static Path brokerData;
    private static Broker broker;
    private static KafkaProducer<byte[], byte[]> producer;

    @TempDir Path data;
    private final Console console = new Console();

    @BeforeAll
    static void startBroker()
            throws TopicAdmin.Unavailable, ExecutionException, InterruptedException {
        broker = new Broker(brokerData);
        TopicAdmin.ensure(broker.address(), 2, 20_000);
        keepTimesOfRecords();
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.address(), "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /// So that a record can be written as if it were old.
    private static void keepTimesOfRecords() throws ExecutionException, InterruptedException {
        ConfigResource events = new ConfigResource(ConfigResource.Type.TOPIC, Topics.EVENTS);
        AlterConfigOp own =
                new AlterConfigOp(
                        new ConfigEntry("message.timestamp.type", "CreateTime"),
                        AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address()))) {
            admin.incrementalAlterConfigs(Map.of(events, List.of(own))).all().get();
        }
    }

    @AfterAll
    static void stopBroker() {
        producer.close(Duration.ZERO);
        broker.close();
    }

    @AfterEach
    void closeConsole() {
        console.close();
    }

    private static void send(ProducerRecord<byte[], byte[]> record)
            throws ExecutionException, InterruptedException {
        Future<?> sent = producer.send(record);
        sent.get();
    }

    /// As if it had been written that long ago.
    private static void send(HostEvent event, Duration ago)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> now = RECORDS.event(event);
        long then = Instant.now().minus(ago).toEpochMilli();
        send(new ProducerRecord<>(now.topic(), null, then, now.key(), now.value(), now.headers()));
    }

    private Board started() {
        console.start(Sample.configuration(), broker.address(), data);
        return board();
    }

    private Board board() {
        return console.running().orElseThrow().board();
    }

    private void awaitReady() {
        await().atMost(PATIENCE).until(console::ready);
    }

    @Test
    @Order(2)
    void whatWasThereAndWhatComesIsOnTheBoard() throws ExecutionException, InterruptedException {
        send(RECORDS.incident(SampleIncidents.incident("i-1", IncidentState.OPEN, Sample.NOON)));
        send(RECORDS.delivery(SampleIncidents.delivery("d-1", "i-1", Delivery.State.DELIVERED), 1));
        Board board = started();
        assertThat(console.ready()).isFalse();
        awaitReady();
        assertThat(board.incident(new IncidentId("i-1"))).isPresent();
        assertThat(board.deliveries(new IncidentId("i-1"))).hasSize(1);
        send(RECORDS.incident(SampleIncidents.incident("i-2", IncidentState.OPEN, Sample.NOON)));
        send(event(Instant.now(), KONTALI, Sample.passed("http")), Duration.ZERO);
        await().until(() -> board.incident(new IncidentId("i-2")).isPresent());
        await().until(() -> board.overview(Instant.now()).services().size() == 1);
    }

    @Test
    @Order(1)
    void hostFactsThatWereToldLongAgoAreReadFromHistory()
            throws ExecutionException, InterruptedException {
        Instant hours = Instant.now().minusSeconds(20_000);
        send(event(hours, null, Sample.started(KONTALI)), Duration.ofSeconds(20_000));
        send(event(hours, KONTALI, Sample.processStarted(77, hours)), Duration.ofSeconds(20_000));
        send(event(hours, KONTALI, Sample.memory(1)), Duration.ofSeconds(20_000));
        send(event(Instant.now(), null, Sample.hostMemory()), Duration.ZERO);
        Board board = started();
        awaitReady();
        await().atMost(PATIENCE).until(() -> knowsItsHost(board));
        await().until(() -> board.overview(Instant.now()).services().getFirst().process() != null);
        assertThat(board.overview(Instant.now()).services().getFirst().memory()).isEmpty();
    }

    private static boolean knowsItsHost(Board board) {
        return board.overview(Instant.now()).hosts().stream().anyMatch(h -> h.about() != null);
    }

    @Test
    @Order(3)
    void unreadableRecordsAreCountedAndStopNothing()
            throws ExecutionException, InterruptedException {
        byte[] key = "i-3".getBytes(StandardCharsets.UTF_8);
        for (String topic : List.of(Topics.EVENTS, Topics.INCIDENTS, Topics.DELIVERIES)) {
            send(new ProducerRecord<>(topic, key, new byte[] {0, (byte) 0xff, '{'}));
        }
        send(new ProducerRecord<>(Topics.EVENTS, key, null));
        send(RECORDS.incident(SampleIncidents.incident("i-4", IncidentState.OPEN, Sample.NOON)));
        send(RECORDS.incident(SampleIncidents.incident("i-5", IncidentState.OPEN, Sample.NOON)));
        send(new ProducerRecord<>(Topics.INCIDENTS, "i-5".getBytes(StandardCharsets.UTF_8), null));
        Board board = started();
        awaitReady();
        assertThat(board.reach().skipped()).isEqualTo(4);
        assertThat(board.incident(new IncidentId("i-4"))).isPresent();
        assertThat(board.incident(new IncidentId("i-5"))).isEmpty();
    }

    @Test
    @Order(4)
    void aWordIsOnItsTopicOnceItIsTaken() throws Unreadable {
        started();
        OperatorWord word = new OperatorWord.Resume(KONTALI, WEB_1, "anna", Instant.now());
        assertThat(console.running().orElseThrow().say(word)).isEqualTo(new Outcome.Taken());
        try (Consumer<byte[], byte[]> consumer = Consumers.open(broker.address())) {
            List<TopicPartition> all =
                    List.of(
                            new TopicPartition(Topics.OPERATOR, 0),
                            new TopicPartition(Topics.OPERATOR, 1));
            consumer.assign(all);
            consumer.seekToBeginning(all);
            ConsumerRecord<byte[], byte[]> record =
                    consumer.poll(Duration.ofSeconds(10)).iterator().next();
            assertThat(CODEC.readOperatorWord(record.value())).isEqualTo(word);
        }
    }

    @Test
    @Order(5)
    void whenKafkaGoesAwayThePageSaysSoAndKeepsWhatItHas()
            throws ExecutionException, InterruptedException {
        send(RECORDS.incident(SampleIncidents.incident("i-6", IncidentState.OPEN, Sample.NOON)));
        Board board = started();
        awaitReady();
        broker.stop();
        await().atMost(PATIENCE).until(() -> !console.ready());
        assertThat(board.reach().warning()).contains("may be old");
        assertThat(board.incident(new IncidentId("i-6"))).isPresent();
        broker.startAgain();
        awaitReady();
        assertThat(board.reach().warning()).isEmpty();
        send(RECORDS.incident(SampleIncidents.incident("i-7", IncidentState.OPEN, Sample.NOON)));
        await().atMost(PATIENCE).until(() -> board.incident(new IncidentId("i-7")).isPresent());
    }

    @Test
    @Order(6)
    void withoutKafkaItStartsSaysSoRefusesWordsInTimeAndEndsQuickly() {
        console.start(Sample.configuration(), "127.0.0.1:" + Broker.freePort(), data);
        await().atMost(PATIENCE).until(() -> board().reach().warning().contains("did not answer"));
        OperatorWord word = new OperatorWord.Resume(KONTALI, WEB_1, "anna", Instant.now());
        long began = System.nanoTime();
        assertThat(console.running().orElseThrow().say(word)).isInstanceOf(Outcome.NotTaken.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(console.ready()).isFalse();
        long closing = System.nanoTime();
        console.close();
        assertThat(Duration.ofNanos(System.nanoTime() - closing))
                .isLessThan(Duration.ofSeconds(10));
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("varde-console-feed", "varde-console-history");
    }

    @Test
    @Order(7)
    void anAddressThatIsNoneIsLivedWith() {
        console.start(Sample.configuration(), "no such host:9092", data);
        await().atMost(PATIENCE).until(() -> board().reach().warning().contains("no such host"));
        assertThat(console.ready()).isFalse();
        OperatorWord word = new OperatorWord.Resume(KONTALI, WEB_1, "anna", Instant.now());
        assertThat(console.running().orElseThrow().say(word)).isInstanceOf(Outcome.NotTaken.class);
    }
}
