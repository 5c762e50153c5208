package dev.varde.console.app;

import dev.varde.console.view.Board;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Puts a record of any of the topics on the board. What cannot be read is counted and skipped; the
/// processor and the notifier, who act on records, write them to the dead letters.
final class Intake {
    private final Codec codec = new Codec();
    private final Board board;

    Intake(Board board) {
        this.board = board;
    }

    /// @param heard when it reached the console
    void take(ConsumerRecord<byte[], byte[]> record, Instant heard) {
        try {
            switch (record.topic()) {
                case Topics.EVENTS -> event(record, heard);
                case Topics.INCIDENTS -> incident(record);
                case Topics.DELIVERIES -> delivery(record);
                case Topics.OPERATOR -> word(record);
                default -> throw new Unreadable("not a topic of the console");
            }
        } catch (Unreadable e) {
            board.skip();
            Telemetry.skipped(record.topic(), record.partition(), record.offset(), kindOf(e));
        }
    }

    /// The kind of trouble; what follows it may quote the record, and contents are not logged.
    private static String kindOf(Unreadable e) {
        return String.valueOf(e.getMessage()).split("[:,]", 2)[0];
    }

    private void event(ConsumerRecord<byte[], byte[]> record, Instant heard) throws Unreadable {
        if (record.value() == null) {
            throw new Unreadable("no value");
        }
        board.see(codec.readEvent(record.value()), heard);
    }

    private void incident(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        if (record.value() != null) {
            Incident incident = codec.readIncident(record.value());
            if (!incident.canary()) {
                board.see(incident);
            }
        } else if (record.key() != null) {
            forget(new String(record.key(), StandardCharsets.UTF_8));
        }
    }

    private void forget(String key) throws Unreadable {
        try {
            board.forget(new IncidentId(key));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("key is no incident id", e);
        }
    }

    private void delivery(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        if (record.value() != null) {
            board.see(codec.readDelivery(record.value()));
        }
    }

    private void word(ConsumerRecord<byte[], byte[]> record) throws Unreadable {
        if (record.value() != null) {
            board.hear(codec.readOperatorWord(record.value()));
        }
    }
}
