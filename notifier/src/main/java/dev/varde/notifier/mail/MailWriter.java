package dev.varde.notifier.mail;

import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Digest;
import dev.varde.notifier.text.Wording;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes mails: plain text and HTML of the same contents, in one thread for each incident and
/// receiver, marked as sent by a program (RFC 3834, `Auto-Submitted`; RFC 2919, `List-Id`).
public final class MailWriter {
    private final String from;
    private final Map<String, List<String>> addresses;
    private final MailIds ids;
    private final Template text;
    private final Template html;

    /// @param addresses whom each receiver's mails go to
    public MailWriter(String from, Map<String, List<String>> addresses) {
        this.from = from;
        this.addresses = Map.copyOf(addresses);
        this.ids = new MailIds(from);
        Engine engine =
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                        .build();
        this.text =
                engine.parse(resource("incident.txt"), Variant.forContentType(Variant.TEXT_PLAIN));
        this.html =
                engine.parse(resource("incident.html"), Variant.forContentType(Variant.TEXT_HTML));
    }

    /// @throws IllegalArgumentException when the receiver has no address
    public MailMessage write(Message message) {
        MailView view = MailView.of(message);
        return new MailMessage(
                from,
                addresses.getOrDefault(message.receiver(), List.of()),
                Wording.subject(message.type(), message.incident()),
                text.data("m", view).render(),
                html.data("m", view).render(),
                headers(message));
    }

    private Map<String, String> headers(Message message) {
        String own = ids.of(message.id());
        String root = ids.root(message.incident().id(), message.receiver());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Message-ID", own);
        if (!own.equals(root)) {
            headers.put("In-Reply-To", root);
            headers.put("References", root);
        }
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("List-Id", ids.listId(message.receiver()));
        headers.put("X-Auto-Response-Suppress", "All");
        headers.put("X-Varde-Incident", Digest.plain(message.incident().id().value()));
        headers.put("X-Varde-Cause", message.incident().cause().id());
        headers.put("X-Varde-State", Wording.word(message.incident().state()));
        return headers;
    }

    private static String resource(String name) {
        try (InputStream in = MailWriter.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the mail template " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
