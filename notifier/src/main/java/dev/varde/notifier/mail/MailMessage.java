package dev.varde.notifier.mail;

import java.util.List;
import java.util.Map;

/// One mail, ready to be handed to a mail server.
///
/// @param headers more header lines; neither they nor the subject hold a control character
public record MailMessage(
        String from,
        List<String> to,
        String subject,
        String text,
        String html,
        Map<String, String> headers) {
    public MailMessage {
        to = List.copyOf(to);
        headers = Map.copyOf(headers);
        if (to.isEmpty()) {
            throw new IllegalArgumentException("a mail goes to somebody");
        }
        refuseControls(from);
        refuseControls(subject);
        to.forEach(MailMessage::refuseControls);
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
