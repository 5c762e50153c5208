package dev.varde.processor.topology;

import dev.varde.events.wire.Records;
import org.apache.kafka.streams.processor.api.Record;

/// Makes dead letters: the bytes as they came, with where they came from and why.
final class DeadLetters {
    private static final String PROGRAM = "processor";

    private DeadLetters() {}

    static Out of(
            Record<byte[], byte[]> record,
            String topic,
            int partition,
            long offset,
            String reason) {
        return new Out(
                Out.Sink.DEAD_LETTERS,
                record.key(),
                record.value(),
                Records.deadLetter(
                                topic,
                                partition,
                                offset,
                                record.key(),
                                record.value(),
                                PROGRAM,
                                reason)
                        .headers());
    }
}
