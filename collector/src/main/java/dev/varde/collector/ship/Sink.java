package dev.varde.collector.ship;

import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Where records go; the Kafka producer, or something in its place in tests.
public interface Sink extends AutoCloseable {
    /// Sends one record after those before it.
    ///
    /// @param done called once, from any thread, with null when the broker has the record
    void send(ProducerRecord<byte[], byte[]> record, Consumer<@Nullable Exception> done);

    /// Gives up what is still under way.
    @Override
    void close();
}
