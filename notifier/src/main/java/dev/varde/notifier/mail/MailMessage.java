package dev.varde.notifier.mail;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One mail, ready to be handed to a mail server.
///
/// @param bounce where mail servers report what they could not deliver
/// @param to all whom it is for, as the mail says
/// @param left those of them that do not have it yet
/// @param pictures which the HTML shows, by their ids
/// @param headers more header lines; neither they nor the subject hold a control character
public record MailMessage(
        String from,
        String bounce,
        List<String> to,
        List<String> left,
        Instant date,
        String subject,
        String text,
        String html,
        List<Picture> pictures,
        Map<String, String> headers) {
    /// @param id without `<` and `>`
    /// @param base64 a PNG
    public record Picture(String id, String base64) {}

    public MailMessage {
        to = List.copyOf(to);
        left = List.copyOf(left);
        pictures = List.copyOf(pictures);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        if (to.isEmpty() || left.isEmpty()) {
            throw new IllegalArgumentException("a mail goes to somebody");
        }
        refuseControls(from);
        refuseControls(bounce);
        refuseControls(subject);
        to.forEach(MailMessage::refuseControls);
        left.forEach(MailMessage::refuseControls);
        pictures.forEach(p -> refuseControls(p.id()));
        headers.forEach((name, value) -> {
            refuseControls(name);
            refuseControls(value);
        });
    }

    private static void refuseControls(String header) {
        if (header.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a mail header holds no control character");
        }
    }
}
