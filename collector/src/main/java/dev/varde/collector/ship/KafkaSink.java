package dev.varde.collector.ship;

import dev.varde.events.HostName;
import dev.varde.events.wire.TopicAdmin;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// An idempotent Kafka producer that keeps trying for as long as it lives.
public final class KafkaSink implements Sink {
    private static final int METADATA_MILLIS = 2_000;
    private static final int ADMIN_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;

    /// Longer than one request and its repeat. What is not acknowledged by then comes back and is
    /// sent anew from the spool: a broker that takes records and keeps silent is noticed by it.
    private static final int DELIVERY_MILLIS = 30_000;

    private static final long BUFFER = 8 << 20;

    private final Producer<byte[], byte[]> producer;

    KafkaSink(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /// Makes the topics when they are missing and may be made; then opens a producer. A cluster
    /// that answers and refuses has its topics made by somebody else.
    ///
    /// @throws KafkaException when the cluster does not answer; trying again may help
    public static KafkaSink connect(String bootstrapServers, HostName host) {
        return connect(
                bootstrapServers,
                host,
                new Patience(ADMIN_MILLIS, REQUEST_MILLIS, DELIVERY_MILLIS));
    }

    /// How long an answer is waited for, in milliseconds.
    ///
    /// @param delivery from sending to acknowledgement, repeats included
    public record Patience(int admin, int request, int delivery) {}

    public static KafkaSink connect(String bootstrapServers, HostName host, Patience patience) {
        try {
            TopicAdmin.ensure(bootstrapServers, patience.admin());
        } catch (TopicAdmin.Unavailable e) {
            if (!e.answered()) {
                throw new TimeoutException(e.getMessage(), e);
            }
            ShipLog.topicsNotMade(e.getMessage());
        }
        return new KafkaSink(new KafkaProducer<>(settings(bootstrapServers, host, patience)));
    }

    /// Without reports to JMX and of metrics to the broker, which would load a thousand classes.
    private static Map<String, Object> settings(
            String bootstrapServers, HostName host, Patience patience) {
        return Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "varde-collector-" + host),
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, patience.delivery()),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, patience.request()),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, METADATA_MILLIS),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER),
                Map.entry(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""),
                Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Exception> done) {
        try {
            var _ = producer.send(record, (_, failure) -> done.accept(failure));
        } catch (KafkaException | IllegalStateException e) {
            done.accept(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
