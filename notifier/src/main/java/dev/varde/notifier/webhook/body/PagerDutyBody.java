package dev.varde.notifier.webhook.body;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.Severity;
import dev.varde.events.config.Secret;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Digest;
import dev.varde.notifier.text.SafeText;
import dev.varde.notifier.text.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An event for PagerDuty's Events API v2. `dedup_key` is the incident's, so that all that is said
/// about one incident, and all that is said twice, is one alert there. A digest goes by its first
/// incident, and ends when all of its incidents have ended.
final class PagerDutyBody implements Body {
    private static final int SUMMARY = 1_024;
    private static final int MOST_LINES = 50;
    private static final int LONGEST_LINE = 500;

    private final Secret key;
    private final Links links;

    PagerDutyBody(Secret key, Links links) {
        this.key = key;
        this.links = links;
    }

    @Override
    public byte[] write(Message message) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("routing_key", key.reveal());
        event.put("event_action", action(message));
        event.put("dedup_key", Digest.plain(message.incident().id().value()));
        event.put("payload", payload(message));
        event.put("client", "Varde");
        if (!links.home().isEmpty()) {
            event.put("client_url", links.home());
        }
        List<Map<String, Object>> doors = doors(message.incident());
        if (!doors.isEmpty()) {
            event.put("links", doors);
        }
        return Json.bytes(event);
    }

    private static String action(Message message) {
        if (message.incidents().stream().allMatch(Incident::closed)
                && !message.type().equals(Wording.TEST)) {
            return "resolve";
        }
        Incident incident = message.incident();
        boolean taken =
                !message.digest()
                        && incident.acknowledged() != null
                        && incident.change() == Incident.Change.UPDATED
                        && incident.state() != IncidentState.GAVE_UP;
        return taken ? "acknowledge" : "trigger";
    }

    private static Map<String, Object> payload(Message message) {
        Incident incident = message.incident();
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("summary", summary(message));
        payload.put("source", incident.host().value());
        payload.put("severity", severity(message));
        payload.put("timestamp", VardeBody.time(message).toString());
        if (incident.service() != null) {
            payload.put("component", incident.service().value());
            payload.put("group", incident.service().value());
        }
        payload.put("class", incident.cause().id());
        payload.put("custom_details", message.digest() ? several(message) : details(incident));
        return payload;
    }

    private static String summary(Message message) {
        boolean plain = !message.digest() && !message.type().equals(Wording.TEST);
        String text = plain ? Wording.headline(message.incident()) : Telling.headline(message);
        return SafeText.cut(text, SUMMARY);
    }

    private static String severity(Message message) {
        if (message.type().equals(Wording.TEST)) {
            return "info";
        }
        boolean critical =
                message.incidents().stream().anyMatch(i -> i.severity() == Severity.CRITICAL);
        return critical ? "critical" : "warning";
    }

    private static Map<String, Object> several(Message message) {
        return Json.object("incidents", Telling.each(message, MOST_LINES));
    }

    private static Map<String, Object> details(Incident incident) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", Wording.word(incident.state()));
        details.put("confidence", Wording.word(incident.confidence()));
        details.put("occurrences", incident.occurrences());
        details.put("evidence", Telling.quoted(incident));
        details.put(
                "to_do", incident.advice().stream().limit(10).map(a -> line(a.title())).toList());
        details.put("last_lines", lastLines(incident));
        return details;
    }

    private static List<String> lastLines(Incident incident) {
        List<String> lines =
                incident.lastLines().stream().map(LogTail::lines).flatMap(List::stream).toList();
        return SafeText.lines(lines, MOST_LINES, LONGEST_LINE);
    }

    private static String line(String text) {
        return SafeText.line(text, LONGEST_LINE);
    }

    private List<Map<String, Object>> doors(Incident incident) {
        return links.of(incident).stream()
                .map(l -> Json.object("href", l.url(), "text", l.text()))
                .toList();
    }
}
