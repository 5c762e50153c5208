package dev.varde.standalone.report;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.OrderId;
import dev.varde.events.Phase;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An incident and its messages, whole; what programs said can be anything.
public final class Told {
    static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");

    private Told() {}

    public static Incident incident(String id, String service, IncidentState state, String said) {
        boolean over = state == IncidentState.RESOLVED;
        return incident(id, service, state, said, over ? NOON.plusSeconds(40) : null);
    }

    private static Incident incident(
            String id,
            String service,
            IncidentState state,
            String said,
            @Nullable Instant resolved) {
        EventId event = new EventId("boot:kmsg:1");
        return new Incident(
                new IncidentId(id),
                4,
                Incident.Change.UPDATED,
                state,
                Severity.CRITICAL,
                new ServiceName(service),
                new HostName("web-1"),
                Map.of("team", "erp"),
                Cause.OOM_KILL,
                Confidence.CERTAIN,
                Phase.RUNNING,
                service + " on web-1 was killed by the kernel: out of memory",
                new Incident.Times(
                        NOON.minusSeconds(3),
                        NOON,
                        NOON.plusMillis(4),
                        NOON.plusMillis(60),
                        NOON.plusSeconds(1),
                        resolved == null ? null : NOON.plusSeconds(8),
                        resolved),
                List.of(new Incident.Evidence(event, NOON, "kernel", said)),
                List.of(
                        new Incident.Finding(
                                Cause.OOM_KILL,
                                Confidence.CERTAIN,
                                "the kernel killed it",
                                List.of(event),
                                List.of("no swap was used"))),
                List.of(
                        new Incident.Advice(
                                "Give the host swap", List.of("swapon /swapfile"), "it has none")),
                List.of(
                        new Incident.Restart(
                                new OrderId("o-1"),
                                1,
                                NOON.plusSeconds(1),
                                "healthy",
                                Duration.ofSeconds(7),
                                null)),
                1,
                List.of(),
                null,
                new Incident.Acknowledgement("kari", NOON.plusSeconds(5), "I look"),
                true,
                null,
                List.of(new Incident.MemoryPoint(NOON.minusSeconds(9), 2L << 30)),
                List.of(new LogTail("/var/log/kontali/app.log", List.of("line one", said))),
                List.of(
                        new Incident.TimelineEntry(NOON, "died: signal 9 (KILL)"),
                        new Incident.TimelineEntry(NOON.plusMillis(60), "opened: oom-kill")));
    }

    public static Delivery delivery(String incident) {
        return new Delivery(
                new DeliveryId("d-" + incident),
                new IncidentId(incident),
                1,
                "ops",
                "mail",
                "incident.opened",
                Delivery.State.DELIVERED,
                "route 1 matched",
                NOON.plusMillis(70),
                null,
                List.of(new Delivery.Attempt(NOON.plusMillis(95), true, 250, 20, "queued")),
                null,
                "[critical] kontali");
    }
}
