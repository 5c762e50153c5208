package dev.varde.notifier.webhook.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.varde.events.config.Configuration.Template;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.template.BadTemplate;
import dev.varde.notifier.template.Form;
import dev.varde.notifier.template.MessageTemplate;
import dev.varde.notifier.template.MessageView;
import dev.varde.notifier.template.Rendering;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON that a template of the site makes. Where that fails, or makes no JSON, the body is that of
/// the format `varde` with what is wrong in `templateError`: a message is never lost to a template.
final class TemplateBody implements Body {
    private final JsonMapper mapper = Codec.mapper();
    private final VardeBody plain = new VardeBody();
    private final Template file;
    private final Links links;
    private final @Nullable MessageTemplate template;
    private final String unreadable;

    TemplateBody(Template file, Links links) {
        this.file = file;
        this.links = links;
        MessageTemplate read = null;
        String wrong = "";
        try {
            read = MessageTemplate.own(file, Form.JSON);
        } catch (BadTemplate e) {
            wrong = problem(e.line(), e.reason());
        }
        this.template = read;
        this.unreadable = wrong;
    }

    @Override
    public byte[] write(Message message) {
        if (template == null) {
            return fallback(message, unreadable);
        }
        Rendering made = template.render(MessageView.of(message, links.page()));
        return switch (made) {
            case Rendering.Failed f -> fallback(message, problem(f.line(), f.reason()));
            case Rendering.Text t ->
                    json(t.text())
                            .orElseGet(() -> fallback(message, problem(0, "it makes no JSON")));
        };
    }

    private Optional<byte[]> json(String text) {
        try {
            JsonNode node = mapper.readTree(text);
            return node.isMissingNode()
                    ? Optional.empty()
                    : Optional.of(text.strip().getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private byte[] fallback(Message message, String error) {
        try {
            ObjectNode body = (ObjectNode) mapper.readTree(plain.write(message));
            body.put("templateError", error);
            return body.toString().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String problem(int line, String reason) {
        String place = line == 0 ? "" : ", line " + line;
        return "the template " + file.file().getFileName() + place + ": " + reason;
    }
}
