package dev.varde.notifier.mail;

import dev.varde.events.Delivery.Recipient;
import dev.varde.events.Incident;
import dev.varde.events.config.Configuration;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Digest;
import dev.varde.notifier.text.Wording;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes mails: plain text and HTML of the same contents, in one thread for each incident and
/// receiver, marked as sent by a program (RFC 3834, `Auto-Submitted`; RFC 2919, `List-Id`).
public final class MailWriter {
    private static final String NAME = "Varde";

    private final String from;
    private final String bounce;
    private final Map<String, List<String>> addresses;
    private final MailIds ids;
    private final MailParts parts;

    /// @param addresses whom each receiver's mails go to
    public MailWriter(String from, Map<String, List<String>> addresses) {
        this(from, from, addresses, MailParts.plain());
    }

    /// @param from the bare address
    /// @param bounce where mail servers report what they could not deliver
    MailWriter(String from, String bounce, Map<String, List<String>> addresses, MailParts parts) {
        this.from = from;
        this.bounce = bounce;
        this.addresses = Map.copyOf(addresses);
        this.ids = new MailIds(from);
        this.parts = parts;
    }

    /// As the configuration has it.
    ///
    /// @param otherwise the sender where no mail is configured
    public static MailWriter of(
            Configuration configuration, String otherwise, Map<String, List<String>> addresses) {
        Configuration.Mail mail = configuration.mail();
        Configuration.Page page = configuration.console();
        String from = mail == null ? otherwise : mail.from();
        return new MailWriter(
                from,
                mail == null || mail.bounce() == null ? from : mail.bounce(),
                addresses,
                new MailParts(
                        mail == null ? Configuration.MailTemplates.NONE : mail.templates(),
                        page == null ? null : page.url()));
    }

    /// @throws IllegalArgumentException when the receiver has no address
    public MailMessage write(Message message, Instant now) {
        List<String> to = addresses.getOrDefault(message.receiver(), List.of());
        MailMessage.@Nullable Picture picture = picture(message);
        MailParts.Written written = parts.write(message, picture == null ? null : picture.id());
        return new MailMessage(
                NAME + " <" + from + ">",
                bounce,
                to,
                left(to, message.settled()),
                now,
                written.subject(),
                written.text(),
                written.html(),
                picture == null ? List.of() : List.of(picture),
                headers(message));
    }

    /// Those who neither have it nor refused it for good. When that is nobody, somebody wants it
    /// tried again: those who refused it, or all.
    private static List<String> left(List<String> to, List<Recipient> settled) {
        Set<String> done = settled.stream().map(Recipient::address).collect(Collectors.toSet());
        List<String> open = to.stream().filter(m -> !done.contains(m)).toList();
        if (!open.isEmpty()) {
            return open;
        }
        settled.stream()
                .filter(r -> r.fate() != dev.varde.events.Delivery.Fate.TAKEN)
                .forEach(r -> done.remove(r.address()));
        List<String> refused = to.stream().filter(m -> !done.contains(m)).toList();
        return refused.isEmpty() ? to : refused;
    }

    private MailMessage.@Nullable Picture picture(Message message) {
        Incident incident = message.incident();
        if (message.digest() || incident.memory().size() < 2) {
            return null;
        }
        String id = ids.of(message.id()).replaceAll("[<>]", "").replaceFirst("@", ".memory@");
        byte[] png = CurvePicture.png(incident.memory());
        return new MailMessage.Picture(id, Base64.getEncoder().encodeToString(png));
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
        headers.put("Precedence", "list");
        headers.put("List-Id", ids.listId(message.receiver()));
        headers.put("X-Auto-Response-Suppress", "All");
        headers.put("X-Varde-Type", Digest.plain(message.type().replace('.', '-')));
        headers.put("X-Varde-Incident", Digest.plain(message.incident().id().value()));
        headers.put("X-Varde-Cause", message.incident().cause().id());
        headers.put("X-Varde-State", Wording.word(message.incident().state()));
        headers.put("X-Varde-Severity", Wording.word(message.incident().severity()));
        headers.put("X-Varde-Host", Digest.plain(message.incident().host().value()));
        return headers;
    }
}
