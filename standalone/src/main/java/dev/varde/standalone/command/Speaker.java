package dev.varde.standalone.command;

import dev.varde.events.OperatorWord;
import dev.varde.events.start.CannotStart;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Says words to a running Varde.
final class Speaker implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    Speaker(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "max.block.ms",
                                PATIENCE.toMillis(),
                                "delivery.timeout.ms",
                                Math.toIntExact(PATIENCE.toMillis()),
                                "request.timeout.ms",
                                5_000,
                                "linger.ms",
                                0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /// @throws CannotStart when Kafka does not take it
    void say(OperatorWord word) throws CannotStart, InterruptedException {
        try {
            producer.send(new Records(new Codec()).word(word)).get();
        } catch (ExecutionException | KafkaException e) {
            throw new CannotStart(
                    "Kafka at " + bootstrapServers + " did not take the word: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
