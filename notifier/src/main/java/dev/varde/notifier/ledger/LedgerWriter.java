package dev.varde.notifier.ledger;

import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Writes batches, each as a whole or not at all, together with how far was read.
///
/// Every fault is passed on: the ledger then starts over with new clients and reads back what was
/// really written, which also settles a commit whose answer was lost.
final class LedgerWriter {
    private final Producer<byte[], byte[]> producer;
    private final Supplier<ConsumerGroupMetadata> group;

    LedgerWriter(Producer<byte[], byte[]> producer, Supplier<ConsumerGroupMetadata> group) {
        this.producer = producer;
        this.group = group;
    }

    void write(Batch batch) {
        if (batch.isEmpty()) {
            return;
        }
        producer.beginTransaction();
        for (ProducerRecord<byte[], byte[]> write : batch.writes()) {
            // A failed send fails the commit.
            Future<RecordMetadata> _ = producer.send(write);
        }
        if (!batch.offsets().isEmpty()) {
            producer.sendOffsetsToTransaction(batch.offsets(), group.get());
        }
        producer.commitTransaction();
    }
}
