package dev.varde.notifier.webhook;

import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Wording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// `{"type":"incident.opened","timestamp":"…","data":{…incident…}}`; the data is the incident as on
/// the topic.
final class VardeBody implements Body {
    private final Codec codec = new Codec();

    @Override
    public byte[] write(Message message) {
        // The type is one of ours and the time ISO 8601: nothing in them needs escaping.
        String head =
                "{\"type\":\""
                        + message.type()
                        + "\",\"timestamp\":\""
                        + Wording.time(message.incident())
                        + "\",\"data\":";
        ByteArrayOutputStream out = new ByteArrayOutputStream(8 * 1024);
        out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(codec.write(message.incident()));
        out.write('}');
        return out.toByteArray();
    }

    @Override
    public String contentType() {
        return "application/json";
    }
}
