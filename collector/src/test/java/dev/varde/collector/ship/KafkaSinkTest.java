package dev.varde.collector.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.varde.events.wire.CloudEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSinkTest {
    private static final KafkaSink.Patience SOON = new KafkaSink.Patience(300, 300, 600);

    @Test
    void aClusterThatDoesNotAnswerIsAskedAgainByTheSender() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertAway("127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void aPortWhereNobodyListensIsNoConnection() throws IOException {
        String nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "127.0.0.1:" + socket.getLocalPort();
        }
        assertAway(nobody);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no port", "", "no.such.host.invalid:9092", "127.0.0.1:99999"})
    void anAddressThatIsNoneMayBeMendedOutside(String servers) {
        assertAway(servers);
    }

    private static void assertAway(String servers) {
        assertThatThrownBy(() -> KafkaSink.connect(servers, Cast.WEB_1, SOON))
                .isInstanceOf(KafkaException.class)
                .isInstanceOf(RetriableException.class);
    }

    @Test
    void anOutcomeIsToldOnceForEachRecord() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(
                        false, null, new ByteArraySerializer(), new ByteArraySerializer());
        List<String> told = new ArrayList<>();
        try (KafkaSink sink = new KafkaSink(producer)) {
            sink.send(record(), e -> told.add(String.valueOf(e)));
            sink.send(record(), e -> told.add(String.valueOf(e)));
            producer.completeNext();
            producer.errorNext(new TimeoutException("late"));
        }
        assertThat(told).hasSize(2);
        assertThat(told.getFirst()).isEqualTo("null");
        assertThat(told.getLast()).contains("late");
    }

    @Test
    void aProducerThatThrowsFailsTheRecordAndNobodyElse() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(
                        false, null, new ByteArraySerializer(), new ByteArraySerializer());
        List<Exception> told = new ArrayList<>();
        KafkaSink sink = new KafkaSink(producer);
        sink.close();
        sink.send(
                record(),
                e -> {
                    if (e != null) {
                        told.add(e);
                    }
                });
        assertThat(told).singleElement().isInstanceOf(IllegalStateException.class);
    }

    private static ProducerRecord<byte[], byte[]> record() {
        var event =
                new dev.varde.events.HostEvent(
                        new dev.varde.events.EventId("e"),
                        Cast.NOON,
                        Cast.WEB_1,
                        "run",
                        1,
                        null,
                        Cast.heartbeat("h").fact());
        return new ProducerRecord<>(
                "varde.events", null, null, new byte[1], new byte[2], CloudEvents.of(event));
    }
}
