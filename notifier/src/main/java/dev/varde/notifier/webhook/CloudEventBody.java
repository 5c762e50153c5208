package dev.varde.notifier.webhook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Wording;
import java.nio.charset.StandardCharsets;

/// CloudEvents 1.0, JSON format, structured mode; the id is the delivery's.
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
        event.put("time", Wording.time(message.incident()).toString());
        event.put("datacontenttype", "application/json");
        event.set("data", mapper.valueToTree(message.incident()));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String contentType() {
        return "application/cloudevents+json; charset=UTF-8";
    }
}
