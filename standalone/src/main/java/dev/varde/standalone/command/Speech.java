package dev.varde.standalone.command;

import dev.varde.events.OperatorWord;
import dev.varde.events.start.CannotStart;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Says a word to a running Varde and waits until Kafka has it.
final class Speech {
    private static final int PATIENCE_MILLIS = 10_000;

    private Speech() {}

    /// @throws CannotStart when Kafka does not take it within ten seconds
    static void say(String bootstrapServers, OperatorWord word)
            throws CannotStart, InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = producer(bootstrapServers)) {
            producer.send(new Records(new Codec()).word(word)).get();
        } catch (ExecutionException | KafkaException e) {
            throw new CannotStart(
                    "Kafka at " + bootstrapServers + " did not take the word: " + e.getMessage(),
                    e);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "max.block.ms",
                        PATIENCE_MILLIS,
                        "delivery.timeout.ms",
                        PATIENCE_MILLIS,
                        "request.timeout.ms",
                        PATIENCE_MILLIS / 2,
                        "linger.ms",
                        0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
