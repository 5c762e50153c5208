package dev.varde.collector.ship;

import dev.varde.collector.redact.RedactingCodec;
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

    private final Codec writer = RedactingCodec.create();
    private final Codec reader = new Codec();

    /// Redacted JSON, slimmed when it is too large.
    byte[] bytes(HostEvent event) {
        byte[] bytes = writer.write(event);
        for (int degree = 1; bytes.length > LARGEST && degree <= Slimming.LAST; degree++) {
            bytes = writer.write(Slimming.slim(event, degree));
        }
        return bytes;
    }

    /// @param slimmed how far to slim it, 0 for not at all
    ProducerRecord<byte[], byte[]> record(Item item, int slimmed) {
        try {
            HostEvent event =
                    item.event() == null ? reader.readEvent(item.payload()) : item.event();
            HostEvent sent = slimmed == 0 ? event : Slimming.slim(event, slimmed);
            byte[] value = slimmed == 0 ? item.payload() : writer.write(sent);
            byte[] key = event.host().value().getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(
                    Topics.EVENTS, null, null, key, value, CloudEvents.of(sent));
        } catch (Unreadable e) {
            return Records.deadLetter(
                    Topics.EVENTS,
                    -1,
                    item.number(),
                    null,
                    item.payload(),
                    "collector",
                    "an event in the spool cannot be read: " + e.getMessage());
        }
    }
}
