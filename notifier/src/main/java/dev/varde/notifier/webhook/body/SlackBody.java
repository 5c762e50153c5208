package dev.varde.notifier.webhook.body;

import dev.varde.events.Incident;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A Slack incoming webhook: a text, which is also what its notifications show, and an attachment
/// whose colour says how bad it is. What comes from outside stands in `plain_text`, which Slack
/// does not interpret, or escaped in a code block with its backticks replaced.
final class SlackBody implements Body {
    // A text object holds at most 3,000 characters; escaping makes five of one.
    private static final int MOST_QUOTED = 500;
    private static final int MOST_TEXT = 1_000;
    private static final int MOST_LISTED = 2_900;
    private static final int MOST_LINES = 18;

    private final Links links;

    SlackBody(Links links) {
        this.links = links;
    }

    @Override
    public byte[] write(Message message) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        if (message.digest()) {
            String lines = String.join("\n", Telling.each(message, MOST_LINES));
            blocks.add(section("plain_text", SafeText.cut(lines, MOST_LISTED)));
        } else {
            one(message.incident(), blocks);
        }
        return Json.bytes(
                Json.object(
                        "text",
                        neutral(Telling.headline(message)),
                        "attachments",
                        List.of(Json.object("color", colour(message), "blocks", blocks)),
                        "unfurl_links",
                        false,
                        "unfurl_media",
                        false));
    }

    private void one(Incident incident, List<Map<String, Object>> blocks) {
        String about = String.join("\n", Telling.about(incident));
        blocks.add(section("plain_text", SafeText.cut(about, MOST_TEXT)));
        String quoted = SafeText.cut(String.join("\n", Telling.quoted(incident)), MOST_QUOTED);
        if (!quoted.isEmpty()) {
            blocks.add(section("mrkdwn", "```\n" + escaped(quoted) + "\n```"));
        }
        List<Links.Link> doors = links.of(incident);
        if (!doors.isEmpty()) {
            blocks.add(
                    section(
                            "mrkdwn",
                            doors.stream()
                                    .map(l -> "<" + escaped(l.url()) + "|" + l.text() + ">")
                                    .collect(Collectors.joining(" · "))));
        }
    }

    private static String colour(Message message) {
        return switch (Tone.of(message)) {
            case BAD -> "#c62828";
            case WARNING -> "#f9a825";
            case MENDING -> "#1565c0";
            case GOOD -> "#2e7d32";
        };
    }

    private static Map<String, Object> section(String type, String text) {
        return Json.object("type", "section", "text", Json.object("type", type, "text", text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace('`', '\u2019');
    }

    /// Escaped, and with a zero-width blank after each character that marks up, so that none does.
    private static String neutral(String text) {
        return escaped(text).replaceAll("([*_~])", "$1\u200B");
    }
}
