package dev.varde.collector.order;

import static dev.varde.collector.order.Cast.KONTALI;
import static dev.varde.collector.order.Cast.NOON;
import static dev.varde.collector.order.Cast.WEB_1;
import static dev.varde.collector.order.Cast.order;
import static dev.varde.collector.order.Cast.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import dev.varde.collector.redact.Redactor;
import dev.varde.events.HostName;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.RestartOrder;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
    private static final int PARTITIONS = 12;

    @TempDir private Path directory;
    private final FactsSeen seen = new FactsSeen();
    private final List<ProducerRecord<byte[], byte[]>> dead =
            Collections.synchronizedList(new ArrayList<>());
    private final List<Orders> started = new ArrayList<>();
    private final TopicPartition mine =
            new TopicPartition(Topics.COMMANDS, Orders.partition(WEB_1, PARTITIONS));
    private int deadLettersThatFail;

    @AfterEach
    void stop() {
        started.forEach(Orders::close);
    }

    /// Kafka's mock cannot look up times.
    private static final class TimedConsumer extends MockConsumer<byte[], byte[]> {
        private final AtomicLong askedFor = new AtomicLong();

        TimedConsumer() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach((partition, time) -> {
                askedFor.set(time);
                found.put(partition, new OffsetAndTimestamp(0, time));
            });
            return found;
        }
    }

    private TimedConsumer consumer() {
        TimedConsumer consumer = new TimedConsumer();
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new PartitionInfo(Topics.COMMANDS, i, null, null, null));
        }
        consumer.updatePartitions(Topics.COMMANDS, partitions);
        consumer.updateBeginningOffsets(Map.of(mine, 0L));
        consumer.updateEndOffsets(Map.of(mine, 0L));
        return consumer;
    }

    private void start(MockConsumer<byte[], byte[]> consumer) throws IOException {
        Foreman foreman =
                Foreman.open(
                        new Foreman.Site(
                                Cast.terms(service(KONTALI, "true")),
                                directory,
                                Cast.owners(),
                                () -> {},
                                seen,
                                () -> NOON,
                                Redactor.STANDARD));
        started.add(
                Orders.start(
                        WEB_1,
                        foreman,
                        () -> consumer,
                        this::deadLetter,
                        directory.resolve("place"),
                        () -> NOON));
    }

    private void deadLetter(ProducerRecord<byte[], byte[]> record) {
        if (deadLettersThatFail-- > 0) {
            throw new KafkaException("away");
        }
        dead.add(record);
    }

    private void give(MockConsumer<byte[], byte[]> consumer, long offset, byte[] value) {
        consumer.schedulePollTask(() ->
                consumer.addRecord(
                        new ConsumerRecord<>(
                                Topics.COMMANDS,
                                mine.partition(),
                                offset,
                                "web-1".getBytes(StandardCharsets.UTF_8),
                                value)));
    }

    private static byte[] bytes(RestartOrder order) {
        return new Codec().write(order);
    }

    @Test
    void theHostsPartitionIsTheProducersOwnChoice() {
        for (String host : List.of("web-1", "db-2.example.com", "vært")) {
            byte[] key = host.getBytes(StandardCharsets.UTF_8);
            assertThat(Orders.partition(new HostName(host), PARTITIONS))
                    .isEqualTo(BuiltInPartitioner.partitionForKey(key, PARTITIONS));
        }
    }

    @Test
    void ordersOfThisHostAreTakenAndOthersLeftAlone() throws IOException {
        TimedConsumer consumer = consumer();
        RestartOrder other =
                new RestartOrder(
                        new dev.varde.events.OrderId("o0"),
                        new HostName("web-2"),
                        KONTALI,
                        null,
                        1,
                        NOON,
                        NOON.plusSeconds(60),
                        "varde");
        give(consumer, 0, bytes(other));
        give(consumer, 1, bytes(order("o1", KONTALI)));
        start(consumer);

        await().until(() -> seen.of(OrderCarriedOut.class).size() == 1);
        assertThat(seen.of(OrderCarriedOut.class).getFirst().order().value()).isEqualTo("o1");
        await().until(() ->
                new Place(directory.resolve("place")).load(mine.partition()).isPresent());
    }

    @Test
    void whatIsNoOrderGoesToTheDeadLettersAndTheNextIsTaken() throws IOException {
        TimedConsumer consumer = consumer();
        give(consumer, 0, "{\"type\":\"nonsense\"}".getBytes(StandardCharsets.UTF_8));
        give(consumer, 1, new byte[] {0, (byte) 0xff});
        give(consumer, 2, bytes(order("o1", KONTALI)));
        start(consumer);

        await().until(() -> seen.of(OrderCarriedOut.class).size() == 1);
        assertThat(dead).hasSize(2).allMatch(r -> r.topic().equals(Topics.DEAD_LETTERS));
        assertThat(dead.getFirst().value())
                .isEqualTo("{\"type\":\"nonsense\"}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFirstRunEverBeginsFiveMinutesBack() throws IOException {
        TimedConsumer consumer = consumer();
        start(consumer);
        await().untilAtomic(consumer.askedFor, equalTo(NOON.minusSeconds(300).toEpochMilli()));
    }

    @Test
    void theNextRunGoesOnWhereThisOneStopped() throws IOException {
        new Place(directory.resolve("place")).save(new Place.At(mine.partition(), 7));
        TimedConsumer consumer = consumer();
        start(consumer);
        await().until(() -> consumer.assignment().contains(mine));
        await().until(() -> consumer.position(mine) == 7);
    }

    @Test
    void aPlaceOfAnotherPartitionOrDamagedCountsAsNone() throws IOException {
        Place place = new Place(directory.resolve("place"));
        place.save(new Place.At(3, 7));
        assertThat(place.load(4)).isEmpty();
        assertThat(place.load(3)).isPresent();
        java.nio.file.Files.writeString(directory.resolve("place"), "\0\0");
        assertThat(place.load(3)).isEmpty();
    }

    @Test
    void aBrokerThatIsAwayIsAskedAgain() throws IOException {
        TimedConsumer consumer = consumer();
        consumer.setPollException(new KafkaException("away"));
        give(consumer, 0, bytes(order("o1", KONTALI)));
        List<Integer> asked = new ArrayList<>();
        Foreman foreman =
                Foreman.open(
                        new Foreman.Site(
                                Cast.terms(service(KONTALI, "true")),
                                directory,
                                Cast.owners(),
                                () -> {},
                                seen,
                                () -> NOON,
                                Redactor.STANDARD));
        TimedConsumer second = consumer();
        give(second, 0, bytes(order("o1", KONTALI)));
        started.add(
                Orders.start(
                        WEB_1,
                        foreman,
                        () -> {
                            asked.add(1);
                            return asked.size() == 1 ? consumer : second;
                        },
                        this::deadLetter,
                        directory.resolve("place"),
                        () -> NOON));
        await().until(() -> seen.of(OrderCarriedOut.class).size() == 1);
    }
}
