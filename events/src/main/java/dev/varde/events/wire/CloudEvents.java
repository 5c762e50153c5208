package dev.varde.events.wire;

import dev.varde.events.Delivery;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.RestartOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/// CloudEvents 1.0 attributes as Kafka headers in binary mode, so that other tools can read along
/// (CloudEvents Kafka Protocol Binding 1.0.2, section 3.2: attribute names prefixed with `ce_`,
/// UTF-8).
public final class CloudEvents {
    private CloudEvents() {}

    public static Headers of(HostEvent event) {
        return headers(
                event.id().value(),
                "/varde/collector/" + event.host(),
                Types.of(event.fact()),
                event.service() == null
                        ? event.host().value()
                        : event.service() + "@" + event.host(),
                event.time());
    }

    public static Headers of(Incident incident) {
        Instant time =
                incident.timeline().isEmpty()
                        ? incident.times().opened()
                        : incident.timeline().getLast().time();
        return headers(
                incident.id() + "/" + incident.revision(),
                "/varde/processor",
                "incident." + incident.change().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                incident.subject(),
                time);
    }

    public static Headers of(Delivery delivery) {
        return headers(
                delivery.id().value(),
                "/varde/notifier",
                "delivery." + delivery.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                delivery.receiver(),
                delivery.intended());
    }

    public static Headers of(RestartOrder order) {
        return headers(
                order.id().value(),
                "/varde/notifier",
                Types.RESTART_ORDER,
                order.instance().toString(),
                order.issued());
    }

    public static Headers of(OperatorWord word) {
        return headers(
                word.host() + "/" + word.by() + "/" + word.at(),
                "/varde/operator",
                Types.of(word),
                word.host().value(),
                word.at());
    }

    private static Headers headers(
            String id, String source, String type, String subject, Instant time) {
        return new RecordHeaders()
                .add("ce_specversion", utf8("1.0"))
                .add("ce_id", utf8(id))
                .add("ce_source", utf8(source))
                .add("ce_type", utf8("dev.varde." + type))
                .add("ce_subject", utf8(subject))
                .add("ce_time", utf8(time.toString()))
                .add("content-type", utf8("application/json"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
