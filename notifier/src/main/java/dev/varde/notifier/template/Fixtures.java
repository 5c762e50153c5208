package dev.varde.notifier.template;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.DeliveryId;
import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.OrderId;
import dev.varde.events.Phase;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.text.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Messages that templates are tried with: every change, a test and a digest, each about an
/// incident with everything in it and about one with nothing.
final class Fixtures {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final HostName HOST = new HostName("web-1");

    private Fixtures() {}

    static List<Message> all() {
        List<Message> all = new ArrayList<>();
        for (Change change : Change.values()) {
            all.add(message(Wording.type(change), List.of(full(change))));
            all.add(message(Wording.type(change), List.of(bare(change))));
        }
        all.add(message(Wording.TEST, List.of(bare(Change.OPENED))));
        all.add(message(Message.DIGEST, List.of(full(Change.OPENED), bare(Change.RESOLVED))));
        return all;
    }

    private static Message message(String type, List<Incident> incidents) {
        String subject = type.equals(Message.DIGEST) ? "2 incidents: web-1 and others" : "";
        return new Message(new DeliveryId("example/1/mail/ops"), "ops", type, subject, incidents);
    }

    private static IncidentState state(Change change) {
        return switch (change) {
            case OPENED, UPDATED, WARNING -> IncidentState.OPEN;
            case RESTARTING -> IncidentState.RESTARTING;
            case RECOVERING -> IncidentState.RECOVERING;
            case RESOLVED -> IncidentState.RESOLVED;
            case GAVE_UP -> IncidentState.GAVE_UP;
        };
    }

    private static Incident bare(Change change) {
        return new Incident(
                new IncidentId("example"),
                1,
                change,
                state(change),
                Severity.WARNING,
                null,
                HOST,
                Map.of(),
                Cause.UNKNOWN,
                Confidence.POSSIBLE,
                null,
                "an example",
                new Incident.Times(null, null, null, NOON, null, null, null),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                1,
                List.of(),
                null,
                null,
                false,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    private static Incident full(Change change) {
        return new Incident(
                new IncidentId("example"),
                4,
                change,
                state(change),
                Severity.CRITICAL,
                new ServiceName("shop"),
                HOST,
                Map.of("environment", "production", "team", "web"),
                Cause.OOM_KILL,
                Confidence.CERTAIN,
                Phase.STARTING,
                "shop on web-1 was killed by the kernel: out of memory \"<&>\"",
                new Incident.Times(
                        NOON.minusSeconds(2),
                        NOON,
                        NOON,
                        NOON,
                        NOON.plusSeconds(1),
                        NOON.plusSeconds(8),
                        change == Change.RESOLVED ? NOON.plusSeconds(38) : null),
                List.of(
                        new Incident.Evidence(
                                new EventId("e1"),
                                NOON,
                                "kernel",
                                "Out of memory: Killed process 12 (python3)\nsecond line")),
                List.of(),
                List.of(
                        new Incident.Advice(
                                "Give the host swap",
                                List.of("fallocate -l 2G /swapfile"),
                                "There is none.")),
                List.of(
                        new Incident.Restart(
                                new OrderId("o1"),
                                1,
                                NOON,
                                "healthy",
                                Duration.ofMillis(7_300),
                                "port 8000")),
                2,
                List.of("shop@web-2"),
                null,
                new Incident.Acknowledgement("kari", NOON, "on it"),
                true,
                "a note",
                List.of(
                        new Incident.MemoryPoint(NOON.minusSeconds(60), 1L << 30),
                        new Incident.MemoryPoint(NOON, 2L << 30)),
                List.of(new LogTail("/var/log/shop.log", List.of("GET /", "bye"))),
                List.of(new Incident.TimelineEntry(NOON, "it died")),
                null,
                new Incident.Recurrence(3, NOON.minusSeconds(3_600), NOON, "deploy 12"));
    }
}
