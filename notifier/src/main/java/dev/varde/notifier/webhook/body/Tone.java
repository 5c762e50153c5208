package dev.varde.notifier.webhook.body;

import dev.varde.events.Incident;
import dev.varde.events.IncidentState;
import dev.varde.events.Severity;
import dev.varde.notifier.delivery.Message;
import java.util.Arrays;
import java.util.List;

/// How bad a message is, at a glance; the worst of several decides.
enum Tone {
    BAD,
    WARNING,
    MENDING,
    GOOD;

    static Tone of(Message message) {
        List<Tone> tones = message.incidents().stream().map(Tone::of).toList();
        return Arrays.stream(values()).filter(tones::contains).findFirst().orElse(BAD);
    }

    private static Tone of(Incident incident) {
        IncidentState state = incident.state();
        return switch (state) {
            case RESOLVED -> GOOD;
            case RESTARTING, RECOVERING -> MENDING;
            case OPEN, GAVE_UP -> incident.severity() == Severity.CRITICAL ? BAD : WARNING;
        };
    }
}
