package dev.varde.console;

import dev.varde.console.view.Board;
import dev.varde.events.Cause;
import dev.varde.events.CollectorFact;
import dev.varde.events.Confidence;
import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.OrderId;
import dev.varde.events.Phase;
import dev.varde.events.ProcessFact;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A small named cast: WEB_1 with KONTALI and its database, at NOON.
public final class Sample {
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    public static final HostName WEB_1 = new HostName("web-1");
    public static final ServiceName KONTALI = new ServiceName("kontali-backend");
    public static final ServiceName POSTGRES = new ServiceName("postgres");
    private static final AtomicLong SEQ = new AtomicLong();
    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    private Sample() {}

    public static HostEvent event(Instant time, @Nullable ServiceName service, Fact fact) {
        return event(WEB_1, time, service, fact);
    }

    public static HostEvent event(
            HostName host, Instant time, @Nullable ServiceName service, Fact fact) {
        long seq = SEQ.incrementAndGet();
        return new HostEvent(new EventId("e" + seq), time, host, "run-1", seq, service, fact);
    }

    public static CollectorFact.CollectorStarted started(ServiceName... services) {
        return new CollectorFact.CollectorStarted(
                "0.1.0",
                "boot-1",
                "6.12.9-amd64",
                2,
                2 * GIB,
                0,
                Map.of("environment", "production"),
                List.of(services));
    }

    public static CollectorFact.ServiceDeclared declared(List<String> checks, boolean process) {
        return new CollectorFact.ServiceDeclared(
                Map.of("team", "erp"), List.of(), process, checks, "unit kontali.service", false);
    }

    public static HealthFact.CheckPassed passed(String check) {
        return new HealthFact.CheckPassed(
                check, CheckKind.HTTP, "http://127.0.0.1:8000/health", Duration.ofMillis(3));
    }

    public static HealthFact.CheckFailed failed(String check, int consecutive, String detail) {
        return new HealthFact.CheckFailed(
                check,
                CheckKind.HTTP,
                "http://127.0.0.1:8000/health",
                HealthFact.Failure.REFUSED,
                null,
                detail,
                consecutive,
                2,
                Duration.ofMillis(1),
                null);
    }

    public static ProcessFact.ProcessStarted processStarted(int pid, Instant at) {
        return new ProcessFact.ProcessStarted(
                new ProcessKey(pid, 100L + pid), Role.MAIN, "python3 -m uvicorn", at, false);
    }

    public static ProcessFact.ProcessExited processExited(int pid, ExitStatus how) {
        return new ProcessFact.ProcessExited(
                new ProcessKey(pid, 100L + pid),
                Role.MAIN,
                "python3 -m uvicorn",
                NOON.minusSeconds(100),
                how,
                1_900 * MIB,
                null,
                List.of(),
                0);
    }

    public static ResourceFact.ServiceMemorySampled memory(long resident) {
        return new ResourceFact.ServiceMemorySampled(resident, 0, 2 * GIB, 3, 12, 40, 1024L);
    }

    public static ResourceFact.HostMemorySampled hostMemory() {
        return new ResourceFact.HostMemorySampled(2 * GIB, 640 * MIB, 0, 0, 1.5);
    }

    public static ResourceFact.DiskSampled disk(String mount, double used) {
        long total = 40 * GIB;
        return new ResourceFact.DiskSampled(
                mount, "/dev/vda1", total, (long) (total * (1 - used)), 1000, 900, false);
    }

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
                KONTALI,
                WEB_1,
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
                        new Incident.TimelineEntry(opened.plusSeconds(1), "restart ordered")));
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

    public static Delivery delivery(String id, String incident, Delivery.State state) {
        return delivery(id, incident, state, NOON);
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

    public static Configuration configuration() {
        return new Configuration(
                new Configuration.Host(WEB_1, Map.of()),
                null,
                List.of(),
                new Configuration.RedFlags(500 * MIB, 0.9, true),
                null,
                List.of(
                        new Configuration.Receiver(
                                "ops",
                                new Configuration.MailTarget(List.of("ops@example.com")),
                                null),
                        new Configuration.Receiver(
                                "hook",
                                null,
                                new Configuration.WebhookTarget(
                                        new Secret("https://hooks.example.com/t0ken"),
                                        null,
                                        Configuration.Format.VARDE,
                                        false))),
                List.of(),
                new Configuration.Restarts(
                        List.of(Duration.ofSeconds(10)),
                        3,
                        Duration.ofMinutes(10),
                        10,
                        0.2,
                        Duration.ofSeconds(30)));
    }

    /// A host with three services of which one is down, an open incident, a warning and two past.
    public static void fill(Board board, Instant now) {
        HostName db = new HostName("db-1");
        ServiceName redis = new ServiceName("redis");
        Instant past = now.minusSeconds(600);
        board.kafkaAnswers(true);
        board.see(event(past, null, started(KONTALI, POSTGRES)), now);
        board.see(event(past, KONTALI, declared(List.of("http"), true)), now);
        board.see(event(past, KONTALI, processStarted(4711, past)), now);
        for (int i = 0; i < 120; i++) {
            long resident = (long) ((400 + 0.1 * i * i) * MIB);
            board.see(event(past.plusSeconds(i * 5L), KONTALI, memory(resident)), now);
        }
        board.see(event(now, KONTALI, failed("http", 2, "Connection refused")), now);
        board.see(event(now, KONTALI, processExited(4711, ExitStatus.signalled(9, false))), now);
        board.see(event(now, POSTGRES, declared(List.of("postgres"), false)), now);
        board.see(event(now, POSTGRES, passed("postgres")), now);
        board.see(event(now, null, hostMemory()), now);
        board.see(event(now, null, disk("/", 0.62)), now);
        board.see(event(now, null, disk("/var/log", 0.93)), now);
        board.see(
                event(
                        now,
                        null,
                        new CollectorFact.BlindSpot(
                                "kmsg", "permission denied", "Give it CAP_SYSLOG")),
                now);
        board.see(
                event(
                        now,
                        null,
                        new CollectorFact.Heartbeat(Duration.ofHours(2), 71 * MIB, 12.5, 0, 0)),
                now);
        board.see(event(db, past, null, started(redis)), now);
        board.see(event(db, now, redis, declared(List.of("redis", "tcp"), true)), now);
        board.see(event(db, now, redis, processStarted(812, past.minusSeconds(90_000))), now);
        board.see(event(db, now, redis, passed("redis")), now);
        board.see(event(db, now, redis, passed("tcp")), now);
        board.see(event(db, now.minusSeconds(60), redis, memory(31 * MIB)), now);
        board.see(event(db, now, redis, memory(33 * MIB)), now);
        board.see(event(db, now, null, hostMemory()), now);
        board.see(incident("i-open", IncidentState.RESTARTING, now.minusSeconds(12)));
        board.see(
                incident(
                        "i-warn",
                        IncidentState.OPEN,
                        now.minusSeconds(4_000),
                        "/var/log on web-1 is 93 % full; at this rate it is full in 5 h",
                        Severity.WARNING));
        board.see(incident("i-old", IncidentState.RESOLVED, now.minusSeconds(90_000)));
        board.see(incident("i-older", IncidentState.RESOLVED, now.minusSeconds(400_000)));
        board.see(delivery("d1", "i-open", Delivery.State.DELIVERED, now.minusSeconds(12)));
        board.see(delivery("d2", "i-open", Delivery.State.RETRYING, now.minusSeconds(12)));
    }
}
