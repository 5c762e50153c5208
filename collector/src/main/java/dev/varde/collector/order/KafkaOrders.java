package dev.varde.collector.order;

import dev.varde.events.HostName;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The real consumer of orders, and the producer for what cannot be read.
public final class KafkaOrders {
    private static final int SEND_SECONDS = 10;

    /// How long the broker keeps a request for orders while there are none: it answers at once when
    /// one comes, so this is only how often it is asked.
    private static final int WAIT_MILLIS = 10_000;

    /// A broker that says nothing for longer is taken for gone.
    private static final int SILENT_MILLIS = WAIT_MILLIS + 5_000;

    private KafkaOrders() {}

    public static Consumer<byte[], byte[]> consumer(String bootstrapServers, HostName host) {
        return new KafkaConsumer<>(
                Map.ofEntries(
                        Map.entry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "varde-orders-" + host),
                        Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
                        Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                        Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                        Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
                        Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000),
                        Map.entry(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_MILLIS),
                        Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, SILENT_MILLIS),
                        Map.entry(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000),
                        Map.entry(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, ""),
                        Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /// Opens a producer for the one record: unreadable orders are rare.
    public static void sendDeadLetter(
            String bootstrapServers, ProducerRecord<byte[], byte[]> record)
            throws InterruptedException {
        Map<String, Object> settings =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get(SEND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the dead letter was not taken", e);
        }
    }
}
