package dev.varde.notifier.webhook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.varde.events.Incident;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Wording;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A Slack incoming webhook: a fallback text and blocks. What comes from outside stands in
/// `plain_text`, which Slack does not interpret, or escaped in a code block with its backticks
/// replaced.
final class SlackBody implements Body {
    // A text object holds at most 3,000 characters; escaping makes five of one.
    private static final int MOST_QUOTED = 500;
    private static final int LINES = 6;
    private static final int MOST_TEXT = 1_000;

    private final JsonMapper mapper = Codec.mapper();

    @Override
    public byte[] write(Message message) {
        Incident incident = message.incident();
        String headline = Wording.subject(message.type(), incident);
        List<Map<String, Object>> blocks = new ArrayList<>();
        blocks.add(section("plain_text", headline));
        blocks.add(section("plain_text", SafeText.cut(about(incident), MOST_TEXT)));
        String quoted = quoted(incident);
        if (!quoted.isEmpty()) {
            blocks.add(section("mrkdwn", "```\n" + escaped(quoted) + "\n```"));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("text", neutral(headline));
        body.put("blocks", blocks);
        body.put("unfurl_links", false);
        body.put("unfurl_media", false);
        return mapper.valueToTree(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    private static String about(Incident incident) {
        String cause =
                "Cause: " + incident.cause() + " (" + Wording.word(incident.confidence()) + ")";
        return incident.advice().isEmpty()
                ? cause
                : cause + "\nTo do: " + SafeText.line(incident.advice().getFirst().title(), 200);
    }

    private static String quoted(Incident incident) {
        String all =
                incident.evidence().stream()
                        .limit(LINES)
                        .map(e -> e.source() + ": " + SafeText.line(e.text(), 160))
                        .collect(Collectors.joining("\n"));
        return SafeText.cut(all, MOST_QUOTED);
    }

    private static Map<String, Object> section(String type, String text) {
        return Map.of("type", "section", "text", Map.of("type", type, "text", text));
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
