package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import dev.varde.events.wire.Records;
import dev.varde.notifier.delivery.Deliveries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/// What is written in one transaction.
final class Batch {
    private static final long NO_OFFSET = -1;

    private final Records records;
    private final List<ProducerRecord<byte[], byte[]>> writes = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();

    Batch(Records records) {
        this.records = records;
    }

    void add(Delivery delivery, int partition) {
        writes.add(records.delivery(delivery, partition));
    }

    /// What became of a delivery; one that was given up also goes to the dead letters.
    void addOutcome(Delivery delivery, int partition) {
        ProducerRecord<byte[], byte[]> record = records.delivery(delivery, partition);
        writes.add(record);
        if (Deliveries.message(delivery) && Deliveries.dead(delivery)) {
            writes.add(
                    Records.deadLetter(
                            record.topic(),
                            partition,
                            NO_OFFSET,
                            record.key(),
                            record.value(),
                            "notifier",
                            delivery.reason()));
        }
    }

    void add(RestartOrder order) {
        writes.add(records.order(order));
    }

    void add(OperatorWord word) {
        writes.add(records.word(word));
    }

    void add(ProducerRecord<byte[], byte[]> deadLetter) {
        writes.add(deadLetter);
    }

    void read(TopicPartition partition, OffsetAndMetadata next) {
        offsets.put(partition, next);
    }

    boolean isEmpty() {
        return writes.isEmpty() && offsets.isEmpty();
    }

    List<ProducerRecord<byte[], byte[]>> writes() {
        return writes;
    }

    Map<TopicPartition, OffsetAndMetadata> offsets() {
        return offsets;
    }
}
