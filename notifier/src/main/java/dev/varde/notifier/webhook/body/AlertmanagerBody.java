package dev.varde.notifier.webhook.body;

import dev.varde.events.Incident;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Wording;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The webhook body of Alertmanager, version 4, with an alert for each incident.
///
/// Its receivers tell alerts apart by their labels. So the labels are what stays the same through
/// an incident's life; the cause, which may be revised, is an annotation.
final class AlertmanagerBody implements Body {
    private static final String NOT_ENDED = "0001-01-01T00:00:00Z";
    private static final int MOST_ALERTS = 200;

    private final Links links;

    AlertmanagerBody(Links links) {
        this.links = links;
    }

    @Override
    public byte[] write(Message message) {
        List<Incident> told = message.incidents().stream().limit(MOST_ALERTS).toList();
        boolean over = message.incidents().stream().allMatch(Incident::closed);
        String id = message.incident().id().value();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("receiver", message.receiver());
        body.put("status", over ? "resolved" : "firing");
        body.put("alerts", told.stream().map(this::alert).toList());
        body.put("notification_reason", reason(message, over));
        body.put("groupLabels", message.digest() ? Map.of() : Map.of("incident", id));
        body.put("commonLabels", common(told.stream().map(AlertmanagerBody::labels).toList()));
        body.put(
                "commonAnnotations",
                common(told.stream().map(AlertmanagerBody::annotations).toList()));
        body.put("externalURL", links.home());
        body.put("version", "4");
        body.put("groupKey", "{}:{incident=\"" + escaped(id) + "\"}");
        body.put("truncatedAlerts", message.incidents().size() - told.size());
        return Json.bytes(body);
    }

    private Map<String, Object> alert(Incident incident) {
        Incident.Times times = incident.times();
        SortedMap<String, String> labels = labels(incident);
        boolean ended = incident.closed() && times.resolved() != null;
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("status", incident.closed() ? "resolved" : "firing");
        alert.put("labels", labels);
        alert.put("annotations", annotations(incident));
        alert.put("startsAt", times.opened().toString());
        alert.put("endsAt", ended ? String.valueOf(times.resolved()) : NOT_ENDED);
        alert.put("generatorURL", links.incident(incident));
        alert.put("fingerprint", fingerprint(labels));
        return alert;
    }

    /// In Alertmanager's own words where it has some for it.
    private static String reason(Message message, boolean over) {
        if (over) {
            return "all alerts resolved";
        }
        if (message.incidents().stream().anyMatch(Incident::closed)) {
            return "some alerts resolved";
        }
        if (message.digest()) {
            return "new alerts added";
        }
        boolean first = message.incident().change() == Incident.Change.OPENED;
        return first ? "first notification" : "alert changed";
    }

    private static SortedMap<String, String> labels(Incident incident) {
        SortedMap<String, String> labels = new TreeMap<>(incident.labels());
        labels.put("alertname", "VardeIncident");
        labels.put("incident", incident.id().value());
        labels.put("host", incident.host().value());
        labels.put("severity", Wording.word(incident.severity()));
        if (incident.service() != null) {
            labels.put("service", incident.service().value());
        }
        return labels;
    }

    private static SortedMap<String, String> annotations(Incident incident) {
        SortedMap<String, String> annotations = new TreeMap<>();
        annotations.put("summary", Wording.headline(incident));
        annotations.put("description", String.join("\n", Telling.quoted(incident)));
        annotations.put("cause", incident.cause().id());
        annotations.put("confidence", Wording.word(incident.confidence()));
        annotations.put("state", Wording.word(incident.state()));
        return annotations;
    }

    /// What all have, with the same value.
    private static SortedMap<String, String> common(List<SortedMap<String, String>> all) {
        SortedMap<String, String> common = new TreeMap<>(all.getFirst());
        all.forEach(one -> common.entrySet().retainAll(one.entrySet()));
        return common;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /// FNV-1a, 64 bits, over the sorted labels, names and values each followed by 255, as
    /// Prometheus does it.
    private static String fingerprint(SortedMap<String, String> labels) {
        long hash = 0xcbf29ce484222325L;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            hash = add(add(hash, label.getKey()), label.getValue());
        }
        return "%016x".formatted(hash);
    }

    private static long add(long start, String text) {
        long hash = start;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return (hash ^ 0xff) * 0x100000001b3L;
    }
}
