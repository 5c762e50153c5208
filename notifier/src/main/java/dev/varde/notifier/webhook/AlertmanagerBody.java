package dev.varde.notifier.webhook;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.wire.Codec;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Wording;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The webhook body of Alertmanager, version 4, with one alert.
///
/// Its receivers tell alerts apart by their labels. So the labels are what stays the same through
/// an incident's life; the cause, which may be revised, is an annotation.
final class AlertmanagerBody implements Body {
    private static final String NOT_ENDED = "0001-01-01T00:00:00Z";

    private final JsonMapper mapper = Codec.mapper();

    @Override
    public byte[] write(Message message) {
        Incident incident = message.incident();
        SortedMap<String, String> labels = labels(incident);
        Map<String, String> annotations = annotations(incident);
        String status = incident.state() == IncidentState.RESOLVED ? "resolved" : "firing";
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("receiver", message.receiver());
        body.put("status", status);
        body.put("alerts", List.of(alert(incident, status, labels, annotations)));
        body.put("groupLabels", Map.of("incident", incident.id().value()));
        body.put("commonLabels", labels);
        body.put("commonAnnotations", annotations);
        body.put("externalURL", "");
        body.put("version", "4");
        body.put("groupKey", "{}:{incident=\"" + incident.id() + "\"}");
        body.put("truncatedAlerts", 0);
        return mapper.valueToTree(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String contentType() {
        return "application/json";
    }

    private static Map<String, Object> alert(
            Incident incident,
            String status,
            SortedMap<String, String> labels,
            Map<String, String> annotations) {
        Incident.Times times = incident.times();
        Map<String, Object> alert = new LinkedHashMap<>();
        alert.put("status", status);
        alert.put("labels", labels);
        alert.put("annotations", annotations);
        alert.put("startsAt", times.opened().toString());
        alert.put("endsAt", times.resolved() == null ? NOT_ENDED : times.resolved().toString());
        alert.put("generatorURL", "");
        alert.put("fingerprint", fingerprint(labels));
        return alert;
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

    private static Map<String, String> annotations(Incident incident) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("summary", Wording.headline(incident));
        annotations.put("cause", incident.cause().id());
        annotations.put("confidence", Wording.word(incident.confidence()));
        annotations.put("state", Wording.word(incident.state()));
        return annotations;
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
