package dev.varde.notifier.webhook.body;

import dev.varde.events.Incident;
import dev.varde.notifier.delivery.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An Adaptive Card for a webhook of Teams' Workflows. All text stands in text runs, which know no
/// markdown, no mentions and no links; the formulas that they do know are broken up.
///
/// Teams takes at most 28 KB: bounds on lines and their lengths keep a card well under that.
final class TeamsBody implements Body {
    private static final int MOST_LINES = 18;

    private final Links links;

    TeamsBody(Links links) {
        this.links = links;
    }

    @Override
    public byte[] write(Message message) {
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.2");
        card.put("body", elements(message));
        card.put("actions", message.digest() ? List.of() : actions(message.incident()));
        card.put("fallbackText", plain(Telling.headline(message)));
        card.put("msteams", Map.of("width", "full"));
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.put("contentUrl", null);
        attachment.put("content", card);
        return Json.bytes(Json.object("type", "message", "attachments", List.of(attachment)));
    }

    private static List<Map<String, Object>> elements(Message message) {
        List<Map<String, Object>> all = new ArrayList<>();
        all.add(headline(message));
        if (message.digest()) {
            Telling.each(message, MOST_LINES).forEach(line -> all.add(text(line, Map.of())));
            return all;
        }
        Telling.about(message.incident()).forEach(line -> all.add(text(line, Map.of())));
        Map<String, Object> quote = Json.object("fontType", "Monospace", "size", "Small");
        Telling.quoted(message.incident()).forEach(line -> all.add(text(line, quote)));
        return all;
    }

    private static Map<String, Object> headline(Message message) {
        return text(
                Telling.headline(message),
                Json.object("weight", "Bolder", "size", "Medium", "color", colour(message)));
    }

    private static String colour(Message message) {
        return switch (Tone.of(message)) {
            case BAD -> "Attention";
            case WARNING -> "Warning";
            case MENDING -> "Accent";
            case GOOD -> "Good";
        };
    }

    private static Map<String, Object> text(String text, Map<String, Object> look) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("type", "TextRun");
        run.put("text", plain(text));
        run.putAll(look);
        return Json.object("type", "RichTextBlock", "inlines", List.of(run));
    }

    private List<Map<String, Object>> actions(Incident incident) {
        return links.of(incident).stream()
                .map(l -> Json.object("type", "Action.OpenUrl", "title", l.text(), "url", l.url()))
                .toList();
    }

    /// A zero-width blank ends what would be `{{DATE(…)}}` or `${…}`.
    private static String plain(String text) {
        return text.replace("{", "\u200B{");
    }
}
