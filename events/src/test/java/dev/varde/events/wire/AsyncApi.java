package dev.varde.events.wire;

import java.util.Locale;
import java.util.Map;

/// The six topics as an AsyncAPI 3.0 document.
final class AsyncApi {
    private static final Map<String, String> SCHEMAS =
            Map.of(
                    Topics.EVENTS, "host-event",
                    Topics.INCIDENTS, "incident",
                    Topics.DELIVERIES, "delivery",
                    Topics.COMMANDS, "restart-order",
                    Topics.OPERATOR, "operator-word");

    private static final Map<String, String> KEYS =
            Map.of(
                    Topics.EVENTS, "the host",
                    Topics.INCIDENTS, "the incident's id",
                    Topics.DELIVERIES, "the delivery's id, in the partition of its incident",
                    Topics.COMMANDS, "the host",
                    Topics.OPERATOR, "what it is about",
                    Topics.DEAD_LETTERS, "as it came");

    private AsyncApi() {}

    static String document() {
        StringBuilder text =
                new StringBuilder(
                        """
                        asyncapi: 3.0.0
                        info:
                          title: Varde
                          version: 1.0.0
                          description: >-
                            What is said on Varde's topics. Values are JSON; every record carries CloudEvents 1.0
                            attributes as headers (binary mode). Unknown fields and types are to be passed over.
                        defaultContentType: application/json
                        channels:
                        """);
        Topics.ALL.forEach(topic -> text.append(channel(topic)));
        text.append("operations:\n");
        Topics.ALL.forEach(topic -> text.append(operation(topic)));
        text.append("components:\n  messages:\n");
        Topics.ALL.forEach(topic -> text.append(message(topic)));
        return text.append(headers()).toString();
    }

    private static String channel(Topics.Topic topic) {
        return """
          %s:
            address: %s
            messages:
              %s: {$ref: '#/components/messages/%s'}
            bindings:
              kafka:
                topicConfiguration:
                  cleanup.policy: [%s]
                  %s: %d
        """
                .formatted(
                        id(topic),
                        topic.name(),
                        id(topic),
                        id(topic),
                        topic.compacted() ? "compact" : "delete",
                        topic.compacted() ? "delete.retention.ms" : "retention.ms",
                        topic.retentionMillis());
    }

    private static String operation(Topics.Topic topic) {
        return """
          %s:
            action: receive
            channel: {$ref: '#/channels/%s'}
        """
                .formatted("read-" + id(topic), id(topic));
    }

    private static String message(Topics.Topic topic) {
        String schema = SCHEMAS.get(topic.name());
        String payload =
                schema == null
                        ? "contentType: application/octet-stream"
                        : "payload: {$ref: './" + schema + ".schema.json'}";
        return """
            %s:
              %s
              headers: {$ref: '#/components/schemas/%s'}
              bindings:
                kafka:
                  key: {type: string, description: "%s"}
        """
                .formatted(
                        id(topic),
                        payload,
                        schema == null ? "dead-letter-headers" : "cloudevents-headers",
                        KEYS.get(topic.name()));
    }

    private static String headers() {
        return """
          schemas:
            cloudevents-headers:
              type: object
              required: [ce_specversion, ce_id, ce_source, ce_type, ce_time, content-type]
              properties:
                ce_specversion: {const: '1.0'}
                ce_id: {type: string}
                ce_source: {type: string, format: uri-reference}
                ce_type: {type: string, pattern: '^dev\\.varde\\.'}
                ce_subject: {type: string}
                ce_time: {type: string, format: date-time}
                content-type: {const: application/json}
            dead-letter-headers:
              type: object
              required: [varde-topic, varde-partition, varde-offset, varde-program, varde-reason]
              properties:
                varde-topic: {type: string}
                varde-partition: {type: string, pattern: '^[0-9]+$'}
                varde-offset: {type: string, pattern: '^[0-9]+$'}
                varde-program: {type: string}
                varde-reason: {type: string}
        """;
    }

    private static String id(Topics.Topic topic) {
        return topic.name().substring("varde.".length()).toLowerCase(Locale.ROOT);
    }
}
