package dev.varde.console;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.EventId;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.OperatorWord;
import dev.varde.events.OrderId;
import dev.varde.events.Phase;
import dev.varde.events.Severity;
import dev.varde.events.Silence;
import dev.varde.events.SilenceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Incidents of KONTALI, and what was sent about them.
public final class SampleIncidents {
    private static final long MIB = 1 << 20;

    private SampleIncidents() {}

    public static Incident incident(String id, IncidentState state, Instant opened) {
        return incident(id, state, opened, SUMMARY, Severity.CRITICAL);
    }

    private static final String SUMMARY =
            "kontali-backend on web-1 was killed by the kernel: out of memory (1.9 GiB resident,"
                    + " no swap)";

    public static Incident incident(
            String id, IncidentState state, Instant opened, String text, Severity severity) {
        boolean over = state == IncidentState.RESOLVED;
        return new Incident(
                new IncidentId(id),
                over ? 4 : 2,
                over ? Incident.Change.RESOLVED : Incident.Change.UPDATED,
                state,
                severity,
                Sample.KONTALI,
                Sample.WEB_1,
                Map.of("environment", "production", "team", "erp"),
                Cause.OOM_KILL,
                Confidence.CERTAIN,
                Phase.RUNNING,
                text,
                new Incident.Times(
                        opened.minusSeconds(190),
                        opened.minusMillis(40),
                        opened.minusMillis(38),
                        opened,
                        opened.plusSeconds(1),
                        over ? opened.plusSeconds(8) : null,
                        over ? opened.plusSeconds(38) : null),
                List.of(
                        new Incident.Evidence(
                                new EventId("e1"),
                                opened.minusMillis(50),
                                "kernel",
                                "Out of memory: Killed process 12345 (python3)"
                                        + " total-vm:2839412kB, anon-rss:1992340kB"),
                        new Incident.Evidence(
                                null,
                                opened.minusMillis(40),
                                "process",
                                "pid 12345 ended by signal 9 (KILL) after 3 d 4 h: " + text)),
                findings(text),
                List.of(
                        new Incident.Advice(
                                "Give the host swap",
                                List.of(
                                        "fallocate -l 2G /swapfile && chmod 600 /swapfile",
                                        "mkswap /swapfile && swapon /swapfile"),
                                "The host has no swap, so the first peak above its 2 GiB kills.")),
                List.of(
                        new Incident.Restart(
                                new OrderId("o1"),
                                1,
                                opened.plusSeconds(1),
                                "healthy",
                                Duration.ofMillis(7_300),
                                null)),
                1,
                List.of(),
                null,
                null,
                true,
                null,
                curve(opened),
                List.of(new LogTail("/var/log/kontali/app.log", lastLines(text))),
                List.of(
                        new Incident.TimelineEntry(opened.minusSeconds(190), "last log line"),
                        new Incident.TimelineEntry(opened.minusMillis(40), "killed by the kernel"),
                        new Incident.TimelineEntry(opened, "incident opened"),
                        new Incident.TimelineEntry(opened.plusSeconds(1), "restart ordered")),
                new Incident.Fingerprint(
                        "0f343b0931126a20f133d67c2b018a3b",
                        "service kontali-backend\ncause oom-kill\nsaying " + text),
                new Incident.Recurrence(14, opened.minusSeconds(86_400), opened, text));
    }

    private static List<Incident.Finding> findings(String text) {
        return List.of(
                new Incident.Finding(
                        Cause.OOM_KILL,
                        Confidence.CERTAIN,
                        "the kernel says that it killed pid 12345",
                        List.of(new EventId("e1")),
                        List.of("the cgroup's limit of 2 GiB was not reached")),
                new Incident.Finding(
                        Cause.KILLED_BY_SIGNAL, Confidence.LIKELY, text, List.of(), List.of()));
    }

    private static List<String> lastLines(String text) {
        return List.of(
                "2026-11-24 11:56:40 INFO GET /clients 200 in 31 ms",
                "2026-11-24 11:56:49 INFO importing 81,230 invoices",
                "2026-11-24 11:56:50 WARNING cache is large: " + text);
    }

    private static List<Incident.MemoryPoint> curve(Instant opened) {
        return IntStream.rangeClosed(0, 90)
                .mapToObj(i ->
                        new Incident.MemoryPoint(
                                opened.minusSeconds(900 - i * 10L),
                                (long) ((420 + 0.18 * i * i + 12 * Math.sin(i)) * MIB)))
                .toList();
    }

    /// The canary's, which came at that time and took so long.
    public static Delivery canary(Instant at, Duration took) {
        return new Delivery(
                new DeliveryId("canary/internal"),
                Incident.CANARY,
                1,
                "varde",
                "internal",
                "canary",
                Delivery.State.DELIVERED,
                "the canary",
                at.minus(took),
                null,
                List.of(new Delivery.Attempt(at, true, null, 0, "came back")),
                null,
                "a canary");
    }

    public static Delivery delivery(String id, String incident, Delivery.State state) {
        return delivery(id, incident, state, Sample.NOON);
    }

    public static Delivery delivery(String id, String incident, Delivery.State state, Instant at) {
        boolean ok = state == Delivery.State.DELIVERED;
        return new Delivery(
                new DeliveryId(id),
                new IncidentId(incident),
                2,
                ok ? "ops" : "hook",
                ok ? "mail" : "webhook",
                "incident.opened",
                state,
                ok ? "" : "the receiver answers 503",
                at,
                ok ? null : at.plusSeconds(30),
                List.of(
                        new Delivery.Attempt(
                                at.plusMillis(20),
                                ok,
                                ok ? 250 : 503,
                                18,
                                ok ? "queued" : "Service Unavailable")),
                null,
                "subject");
    }

    /// A mail that one of its two mailboxes refused.
    public static Delivery refusedByOne(String id, String incident) {
        return new Delivery(
                new DeliveryId(id),
                new IncidentId(incident),
                2,
                "ops",
                "mail",
                "incident.opened",
                Delivery.State.DELIVERED,
                "route 1",
                Sample.NOON,
                null,
                List.of(
                        new Delivery.Attempt(
                                Sample.NOON,
                                true,
                                250,
                                18,
                                "queued",
                                List.of(
                                        new Delivery.Recipient(
                                                "anna@example.com",
                                                Delivery.Fate.TAKEN,
                                                250,
                                                "queued"),
                                        new Delivery.Recipient(
                                                "bob@example.com",
                                                Delivery.Fate.REFUSED,
                                                550,
                                                "no such <user>")))),
                null,
                "subject");
    }

    /// A silence of an hour from now, of KONTALI.
    public static OperatorWord.SilenceAdded silence(String comment) {
        Instant now = Instant.now();
        return new OperatorWord.SilenceAdded(
                Sample.WEB_1,
                new Silence(
                        new SilenceId("s-1"),
                        Map.of("service", List.of("kontali-backend")),
                        Map.of(),
                        now,
                        now.plusSeconds(3_600),
                        null,
                        "anna",
                        comment),
                false,
                now);
    }
}
