package dev.varde.console.app;

import dev.varde.events.OperatorWord;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Writes words to `varde.operator`. The times of its client add up to less than five seconds, so
/// that a word that was not confirmed will not be written later behind the operator's back.
final class KafkaWords implements Words {
    private static final int METADATA_MILLIS = 1_800;
    private static final int DELIVERY_MILLIS = 2_800;

    private final String bootstrapServers;
    private final Records records = new Records(new Codec());
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private boolean closed;

    KafkaWords(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    @Override
    public Outcome say(OperatorWord word) {
        ProducerRecord<byte[], byte[]> record = records.word(word);
        try {
            producer().send(record).get(METADATA_MILLIS + DELIVERY_MILLIS, TimeUnit.MILLISECONDS);
            return new Outcome.Taken();
        } catch (ExecutionException e) {
            return new Outcome.NotTaken(reason(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            return new Outcome.NotTaken("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.NotTaken("interrupted");
        } catch (KafkaException | IllegalStateException e) {
            return new Outcome.NotTaken(reason(e));
        }
    }

    /// Made when first needed: a name that cannot be resolved now may be later.
    private synchronized KafkaProducer<byte[], byte[]> producer() {
        if (closed) {
            throw new IllegalStateException("the console is closing");
        }
        if (producer == null) {
            producer = new KafkaProducer<>(settings());
        }
        return producer;
    }

    private Map<String, Object> settings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                "varde-console",
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                ByteArraySerializer.class,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                METADATA_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                DELIVERY_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                DELIVERY_MILLIS);
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(java.time.Duration.ofSeconds(2));
            producer = null;
        }
    }
}
