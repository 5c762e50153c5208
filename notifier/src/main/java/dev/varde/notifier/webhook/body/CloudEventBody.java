package dev.varde.notifier.webhook.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Message;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// CloudEvents 1.0, JSON format, structured mode; the id is the delivery's. A digest's data is
/// `{"incidents":[…]}`.
final class CloudEventBody implements Body {
    private final JsonMapper mapper = Codec.mapper();

    @Override
    public byte[] write(Message message) {
        ObjectNode event = mapper.createObjectNode();
        event.put("specversion", "1.0");
        event.put("id", message.id().value());
        event.put("source", "/varde/notifier");
        event.put("type", "dev.varde." + message.type());
        event.put("subject", message.incident().subject());
        event.put("time", VardeBody.time(message).toString());
        event.put("datacontenttype", "application/json");
        event.set("data", data(message));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String contentType() {
        return "application/cloudevents+json; charset=UTF-8";
    }

    private JsonNode data(Message message) {
        return mapper.valueToTree(
                message.digest() ? Map.of("incidents", message.incidents()) : message.incident());
    }
}
