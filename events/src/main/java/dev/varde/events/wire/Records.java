package dev.varde.events.wire;

import dev.varde.events.Delivery;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import dev.varde.events.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/// The contract's values as records ready to send: topic, key, value and CloudEvents headers.
public final class Records {
    /// The key of the canary's words; who reads its partition lights it.
    public static final String CANARY = "canary";

    private final Codec codec;
    private final UnaryOperator<RestartOrder> seal;

    public Records(Codec codec) {
        this(codec, UnaryOperator.identity());
    }

    /// @param seal signs an order as it is written
    public Records(Codec codec, UnaryOperator<RestartOrder> seal) {
        this.codec = codec;
        this.seal = seal;
    }

    public ProducerRecord<byte[], byte[]> event(HostEvent event) {
        return record(
                Topics.EVENTS,
                null,
                event.host().value(),
                codec.write(event),
                CloudEvents.of(event));
    }

    public ProducerRecord<byte[], byte[]> incident(Incident incident) {
        return record(
                Topics.INCIDENTS,
                null,
                incident.id().value(),
                codec.write(incident),
                CloudEvents.of(incident));
    }

    /// @param partition the partition its incident was read from, so that whoever reads a partition
    ///   of incidents finds their deliveries in the same one
    public ProducerRecord<byte[], byte[]> delivery(Delivery delivery, int partition) {
        return record(
                Topics.DELIVERIES,
                partition,
                delivery.id().value(),
                codec.write(delivery),
                CloudEvents.of(delivery));
    }

    public ProducerRecord<byte[], byte[]> order(RestartOrder order) {
        return record(
                Topics.COMMANDS,
                null,
                order.host().value(),
                codec.write(seal.apply(order)),
                CloudEvents.of(order));
    }

    /// Keyed by what it is about: the incident, the instance or the receiver.
    public ProducerRecord<byte[], byte[]> word(OperatorWord word) {
        return record(
                Topics.OPERATOR, null, subject(word), codec.write(word), CloudEvents.of(word));
    }

    /// The bytes as they came, with where they came from and why they could not be read.
    ///
    /// @param program who gave up on it, such as `processor`
    public static ProducerRecord<byte[], byte[]> deadLetter(
            ConsumerRecord<byte[], byte[]> from, String program, String reason) {
        return deadLetter(
                from.topic(),
                from.partition(),
                from.offset(),
                from.key(),
                from.value(),
                program,
                reason);
    }

    public static ProducerRecord<byte[], byte[]> deadLetter(
            String topic,
            int partition,
            long offset,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String program,
            String reason) {
        Headers headers =
                new RecordHeaders()
                        .add("varde-topic", utf8(topic))
                        .add("varde-partition", utf8(Integer.toString(partition)))
                        .add("varde-offset", utf8(Long.toString(offset)))
                        .add("varde-program", utf8(program))
                        .add("varde-reason", utf8(reason));
        return new ProducerRecord<>(Topics.DEAD_LETTERS, null, null, key, value, headers);
    }

    private static String subject(OperatorWord word) {
        return switch (word) {
            case OperatorWord.Acknowledge w -> "acknowledge/" + w.incident();
            case OperatorWord.Close w -> "close/" + w.incident();
            case OperatorWord.RestartNow w -> "restart-now/" + w.service() + "@" + w.host();
            case OperatorWord.Resume w -> "resume/" + w.service() + "@" + w.host();
            case OperatorWord.DeclineRestart w -> "decline-restart/" + w.incident();
            case OperatorWord.RestartsStopped w -> "restarts-stopped/" + w.incident();
            case OperatorWord.RestartApproved w ->
                    "restart-approved/" + (w.incident() == null ? w.service() : w.incident());
            case OperatorWord.TestReceiver w -> "test/" + w.receiver();
            case OperatorWord.DeployStarted w -> "deploy-start/" + about(w.service(), w.on());
            case OperatorWord.DeployEnded w -> "deploy-end/" + about(w.service(), w.on());
            case OperatorWord.MaintenancePlanned w ->
                    "maintenance/" + about(w.service(), w.on()) + "/" + w.from();
            case OperatorWord.MaintenanceEnded w -> "maintenance-end/" + about(w.service(), w.on());
            case OperatorWord.ReplayDeliveries w -> "replay/" + w.by() + "/" + w.at();
            case OperatorWord.ReceiverEnabled w -> "enable/" + w.receiver();
            case OperatorWord.CanaryLit _ -> CANARY;
            case OperatorWord.SilenceAdded w -> "silence/" + w.silence().id();
            case OperatorWord.SilenceEnded w -> "silence-end/" + w.silence();
            case OperatorWord.Unknown w -> w.type() + "/" + w.host();
        };
    }

    private static String about(@Nullable ServiceName service, @Nullable HostName host) {
        return (service == null ? "*" : service) + "@" + (host == null ? "*" : host);
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, @Nullable Integer partition, String key, byte[] value, Headers headers) {
        return new ProducerRecord<>(topic, partition, null, utf8(key), value, headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
