package dev.varde.collector.ship;

import dev.varde.collector.redact.RedactingCodec;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.HostEvent;
import dev.varde.events.wire.CloudEvents;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Events as bytes and bytes as records ready to send.
final class Writing {
    /// Larger events are slimmed before they are spooled: a broker takes 1 MiB by default
    /// (`message.max.bytes`), headers included.
    private static final int LARGEST = 900_000;

    private final Codec plain = new Codec();
    private volatile Codec redacting;

    Writing(Redactor redactor) {
        this.redacting = RedactingCodec.create(redactor);
    }

    /// Redacts by this from now on.
    void redactBy(Redactor redactor) {
        redacting = RedactingCodec.create(redactor);
    }

    /// Redacted JSON, slimmed when it is too large. Redacted first: a secret that was cut short
    /// would no longer look like one.
    byte[] bytes(HostEvent event) {
        byte[] bytes = redacting.write(event);
        if (bytes.length <= LARGEST) {
            return bytes;
        }
        byte[] slim = bytes;
        for (int degree = 1; slim.length > LARGEST && degree <= Slimming.LAST; degree++) {
            slim = slimmed(bytes, degree);
        }
        return slim;
    }

    private byte[] slimmed(byte[] bytes, int degree) {
        try {
            return plain.write(Slimming.slim(plain.readEvent(bytes), degree));
        } catch (Unreadable e) {
            throw new IllegalStateException("an event just written cannot be read", e);
        }
    }

    /// The record to send, or the dead letter when the form or the event itself asks for one.
    ///
    /// @throws Unreadable when the event is none; its dead letter is [#deadLetter]
    ProducerRecord<byte[], byte[]> record(Item item, Refusals.Form form) throws Unreadable {
        String refused = form.deadLetter();
        if (refused != null) {
            return deadLetter(item, "Kafka refused it as an event: " + refused);
        }
        HostEvent event = item.event() == null ? plain.readEvent(item.payload()) : item.event();
        byte[] value =
                form.slimmed() == 0 ? item.payload() : slimmed(item.payload(), form.slimmed());
        byte[] key = event.host().value().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(Topics.EVENTS, null, null, key, value, CloudEvents.of(event));
    }

    ProducerRecord<byte[], byte[]> deadLetter(Item item, String reason) {
        return Records.deadLetter(
                Topics.EVENTS, -1, item.number(), null, item.payload(), "collector", reason);
    }
}
