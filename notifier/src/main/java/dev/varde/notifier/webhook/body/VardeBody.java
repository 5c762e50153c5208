package dev.varde.notifier.webhook.body;

import dev.varde.events.Incident;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Wording;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// `{"type":"incident.opened","timestamp":"…","data":{…incident…}}`; the data is the incident as on
/// the topic. A digest's data is `{"incidents":[…]}`.
final class VardeBody implements Body {
    private final Codec codec = new Codec();

    @Override
    public byte[] write(Message message) {
        // The type is one of ours and the time ISO 8601: nothing in them needs escaping.
        ByteArrayOutputStream out = new ByteArrayOutputStream(8 * 1024);
        text(out, "{\"type\":\"" + message.type() + "\",\"timestamp\":\"" + time(message));
        text(out, "\",\"data\":");
        if (message.digest()) {
            text(out, "{\"incidents\":[");
            all(out, message.incidents());
            text(out, "]}");
        } else {
            out.writeBytes(codec.write(message.incident()));
        }
        out.write('}');
        return out.toByteArray();
    }

    /// When the newest revision in it was made.
    static Instant time(Message message) {
        return message.incidents().stream()
                .map(Wording::time)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private void all(ByteArrayOutputStream out, List<Incident> incidents) {
        for (int i = 0; i < incidents.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(codec.write(incidents.get(i)));
        }
    }

    private static void text(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
