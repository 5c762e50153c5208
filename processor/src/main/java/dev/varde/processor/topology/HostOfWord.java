package dev.varde.processor.topology;

import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Unreadable;
import dev.varde.processor.plan.Plans;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/// Gives an operator's word its host as key, so that it reaches the partition where the host's
/// incidents are; a plan for every host has none and goes to all.
final class HostOfWord implements Processor<byte[], byte[], byte[], Out> {
    private final Codec codec = new Codec();
    private final ProcessorLog log = new ProcessorLog();
    private ProcessorContext<byte[], Out> context;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    HostOfWord() {}

    @Override
    public void init(ProcessorContext<byte[], Out> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        Out out;
        try {
            byte[] host =
                    Plans.host(codec.readOperatorWord(value))
                            .map(h -> h.value().getBytes(StandardCharsets.UTF_8))
                            .orElse(Everywhere.KEY);
            out = new Out(Out.Sink.WORDS, host, value, record.headers());
        } catch (Unreadable e) {
            out = unreadable(record, e.getMessage() == null ? "not readable" : e.getMessage());
        }
        context.forward(new Record<>(out.key(), out, record.timestamp(), out.headers()));
    }

    private Out unreadable(Record<byte[], byte[]> record, String reason) {
        var at = context.recordMetadata().orElseThrow();
        log.unreadable(at.topic(), at.partition(), at.offset());
        return DeadLetters.of(record, at.topic(), at.partition(), at.offset(), reason);
    }
}
