package dev.varde.events;

import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.ClockJumped;
import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.CollectorStopped;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.OrderFact.OrderCarriedOut;
import dev.varde.events.OrderFact.OrderRefused;
import dev.varde.events.OrderFact.OrderStarted;
import dev.varde.events.OrderFact.ThreadDumpTaken;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostLimitsSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.HostPressureSampled;
import dev.varde.events.ResourceFact.Pressure;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ResourceFact.Stall;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One of everything that is said on the topics, about one bad noon of one service.
public final class Samples {
    public static final HostName WEB_1 = new HostName("web-1");
    public static final ServiceName KONTALI = new ServiceName("kontali-backend");
    public static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    public static final IncidentId INCIDENT_ID =
            new IncidentId("019a3f5c-7c00-7000-8000-000000000001");
    public static final OrderId ORDER_ID = new OrderId("order-1");
    public static final ProcessKey BACKEND = new ProcessKey(12_345, 9_876_543);

    private static final EventId KILL = new EventId("kmsg/6f1c/4711");
    private static final LogTail TAIL =
            new LogTail("/var/log/kontali/app.log", List.of("loading clients", "\u001b[31mblåbær"));
    private static final String OOM_LINE = "Out of memory: Killed process 12345 (python3)";

    private Samples() {}

    /// By the pinned name of their type.
    public static Map<String, Fact> facts() {
        return Stream.of(watched(), units(), machine(), collector(), sight(), orders())
                .flatMap(part -> part.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Fact> watched() {
        return Map.of(
                "health.passed",
                new CheckPassed("http", CheckKind.HTTP, url(), Duration.ofMillis(3)),
                "health.failed",
                new CheckFailed(
                        "http",
                        CheckKind.HTTP,
                        url(),
                        HealthFact.Failure.STATUS,
                        503,
                        "no workers",
                        1,
                        2,
                        Duration.ofMillis(12),
                        new HealthFact.PortHolder(77, "nginx")),
                "process.started",
                new ProcessStarted(BACKEND, Role.MAIN, "python3 app.py", NOON, true),
                "process.exited",
                exit(),
                "process.missing",
                new ProcessMissing("command: uvicorn app.main:app"),
                "log.matched",
                new LogMatched(
                        TAIL.file(),
                        1_024,
                        LogKind.STACK_TRACE,
                        List.of("Traceback", "E"),
                        12_345));
    }

    private static Map<String, Fact> units() {
        String unit = "kontali.service";
        return Map.of(
                "unit.changed",
                new UnitFact.UnitChanged(unit, "failed", "failed", "oom-kill", 3, 12_345),
                "unit.process-exited",
                new UnitFact.UnitProcessExited(
                        unit,
                        true,
                        12_345,
                        UnitFact.EndCode.KILLED,
                        9,
                        "kontali.service: Main process exited, code=killed, status=9/KILL"),
                "unit.failed",
                new UnitFact.UnitFailed(
                        unit, "oom-kill", "kontali.service: Failed with result 'oom-kill'."),
                "unit.restart-scheduled",
                new UnitFact.RestartScheduled(
                        unit,
                        3,
                        "kontali.service: Scheduled restart job, restart counter is at 3."),
                "unit.start-limit-hit",
                new UnitFact.StartLimitHit(
                        unit, "kontali.service: Start request repeated too quickly."),
                "unit.watchdog-expired",
                new UnitFact.WatchdogExpired(
                        unit, "kontali.service: Watchdog timeout (limit 30s)!"),
                "unit.core-dumped",
                new UnitFact.CoreDumped(
                        unit,
                        12_345,
                        11,
                        "python3",
                        "/usr/bin/python3.11",
                        "Process 12345 (python3) of user 1000 dumped core."));
    }

    public static ProcessExited exit() {
        return new ProcessExited(
                BACKEND,
                Role.MAIN,
                "python3 app.py",
                NOON.minusSeconds(3_600),
                ExitStatus.signalled(Signals.KILL, false),
                2_040_109_465L,
                NOON.minusSeconds(2),
                List.of(TAIL),
                0);
    }

    private static Map<String, Fact> machine() {
        return Map.of(
                "pressure.host",
                new HostPressureSampled(
                        new Pressure(new Stall(12.5, 0), new Stall(3.25, 1.5), null)),
                "limits.host",
                new HostLimitsSampled(230, 612, 31_000, 4_160, 9_223_372_036_854_775_807L),
                "memory.host",
                new HostMemorySampled(4L << 30, 120L << 20, 0, 0, 17.5),
                "memory.service",
                new ServiceMemorySampled(2L << 30, 0, 3L << 30, 4, 32, 120, 1_024L),
                "disk",
                new DiskSampled("/var", "/dev/vda2", 100L << 30, 4L << 30, 6_000, 5_000, false),
                "kernel.oom-kill",
                new OomKilled(
                        12_345,
                        "python3",
                        KernelFact.OomScope.CGROUP,
                        KernelFact.Killer.KERNEL,
                        2_040_109_465L,
                        "/system.slice/kontali.service",
                        OOM_LINE,
                        List.of("oom-kill:constraint=CONSTRAINT_MEMCG")),
                "kernel.trap",
                new TrapRaised(12_345, "python3", "segfault", "python3[12345]: segfault at 0"),
                "kernel.reported",
                new KernelReported(KernelFact.Report.FILESYSTEM_READ_ONLY, 9, "Remounting"));
    }

    private static Map<String, Fact> collector() {
        return Map.of(
                "collector.started",
                new CollectorStarted(
                        "0.1.0", "6f1c", "6.12.0", 2, 4L << 30, 0, labels(), List.of(KONTALI)),
                "collector.stopped",
                new CollectorStopped("SIGTERM"),
                "collector.heartbeat",
                new Heartbeat(Duration.ofMinutes(5), 90L << 20, 1.25, 3, 0, null),
                "service.declared",
                new ServiceDeclared(
                        labels(),
                        List.of(new ServiceName("postgres")),
                        true,
                        List.of("http"),
                        "unit kontali.service",
                        false),
                "host.rebooted",
                new HostRebooted("5e0b", "6f1c", NOON, false, "pstore holds a panic"),
                "clock.jumped",
                new ClockJumped(Duration.ofHours(-1), Duration.ZERO),
                "gap",
                new GapSeen("spool", 12, "no room on the disk"));
    }

    private static Map<String, Fact> sight() {
        return Map.of(
                "blind-spot",
                new BlindSpot("kmsg", "permission denied", "setcap cap_syslog+ep varde"),
                "blind-spot.cured",
                new CollectorFact.BlindSpotCured("kmsg"),
                "configuration.taken",
                new CollectorFact.ConfigurationTaken(
                        "/etc/varde/varde.yaml",
                        "9f86d081884c7d65",
                        List.of("service kontali: health"),
                        labels(),
                        List.of(KONTALI)),
                "configuration.rejected",
                new CollectorFact.ConfigurationRejected(
                        "/etc/varde/varde.yaml",
                        "9f86d081884c7d65",
                        List.of("varde.yaml:3: services[0].health: a list does not belong here")));
    }

    private static Map<String, Fact> orders() {
        return Map.of(
                "order.started",
                new OrderStarted(ORDER_ID, INCIDENT_ID, "unit kontali.service", 12_345),
                "order.carried-out",
                new OrderCarriedOut(ORDER_ID, INCIDENT_ID, 0, "done", Duration.ofMillis(1_500)),
                "order.refused",
                new OrderRefused(ORDER_ID, INCIDENT_ID, "it has expired"),
                "order.thread-dump",
                new ThreadDumpTaken(
                        ORDER_ID,
                        INCIDENT_ID,
                        12_345,
                        "py-spy",
                        "Thread 12345 (active): \"MainThread\"\n    work (app/main.py:12)",
                        true,
                        Duration.ofMillis(40)));
    }

    /// By the pinned name of their type.
    public static Map<String, OperatorWord> words() {
        return Map.ofEntries(
                Map.entry(
                        "operator.acknowledge",
                        new OperatorWord.Acknowledge(INCIDENT_ID, WEB_1, "kari", NOON, "on it")),
                Map.entry(
                        "operator.close",
                        new OperatorWord.Close(INCIDENT_ID, WEB_1, "kari", NOON, "moved away")),
                Map.entry(
                        "operator.restart-now",
                        new OperatorWord.RestartNow(KONTALI, WEB_1, INCIDENT_ID, "kari", NOON)),
                Map.entry("operator.resume", new OperatorWord.Resume(KONTALI, WEB_1, "kari", NOON)),
                Map.entry(
                        "operator.decline-restart",
                        new OperatorWord.DeclineRestart(
                                INCIDENT_ID, WEB_1, "varde", NOON, "3 of 3 used")),
                Map.entry(
                        "operator.restarts-stopped",
                        new OperatorWord.RestartsStopped(
                                INCIDENT_ID, WEB_1, "varde", NOON, "oom-kill on 3 hosts")),
                Map.entry(
                        "operator.restart-approved",
                        new OperatorWord.RestartApproved(
                                KONTALI, WEB_1, INCIDENT_ID, "kari", NOON)),
                Map.entry(
                        "operator.test-receiver",
                        new OperatorWord.TestReceiver("ops", WEB_1, "kari", NOON)),
                Map.entry(
                        "operator.deploy-started",
                        new OperatorWord.DeployStarted(
                                KONTALI, WEB_1, null, "kari", NOON, "version 2.3")),
                Map.entry(
                        "operator.deploy-ended",
                        new OperatorWord.DeployEnded(KONTALI, WEB_1, null, "kari", NOON)),
                Map.entry(
                        "operator.maintenance-planned",
                        new OperatorWord.MaintenancePlanned(
                                WEB_1,
                                null,
                                WEB_1,
                                "kari",
                                NOON,
                                NOON,
                                NOON.plusSeconds(7_200),
                                "new disk")),
                Map.entry(
                        "operator.maintenance-ended",
                        new OperatorWord.MaintenanceEnded(WEB_1, null, WEB_1, "kari", NOON)),
                Map.entry(
                        "operator.replay-deliveries",
                        new OperatorWord.ReplayDeliveries(
                                WEB_1,
                                "kari",
                                NOON,
                                "ops",
                                NOON.minusSeconds(60),
                                INCIDENT_ID,
                                List.of(new DeliveryId("019a3f5c/hook/4")),
                                true)),
                Map.entry(
                        "operator.receiver-enabled",
                        new OperatorWord.ReceiverEnabled("hook", WEB_1, "kari", NOON)),
                Map.entry("operator.canary-lit", new OperatorWord.CanaryLit(WEB_1, "varde", NOON)),
                Map.entry(
                        "operator.silence-added",
                        new OperatorWord.SilenceAdded(WEB_1, silence(), false, NOON)),
                Map.entry(
                        "operator.silence-ended",
                        new OperatorWord.SilenceEnded(
                                new SilenceId("s-7k2m"), WEB_1, "kari", NOON)));
    }

    private static Silence silence() {
        return new Silence(
                new SilenceId("s-7k2m"),
                Map.of("service", List.of(KONTALI.value(), "~fakt-.*")),
                Map.of("environment", List.of("production")),
                NOON,
                NOON.plusSeconds(30 * 86_400),
                new Weekly(
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                        LocalTime.of(2, 0),
                        Duration.ofHours(1),
                        ZoneId.of("Europe/Oslo")),
                "kari",
                "nightly import");
    }

    public static HostEvent event(Fact fact) {
        return new HostEvent(KILL, NOON, WEB_1, "run-1", 42, KONTALI, fact);
    }

    public static RestartOrder order() {
        return new RestartOrder(
                ORDER_ID, WEB_1, KONTALI, INCIDENT_ID, 2, NOON, NOON.plusSeconds(60), "varde");
    }

    public static Delivery delivery() {
        return new Delivery(
                new DeliveryId("019a3f5c/hook/4"),
                INCIDENT_ID,
                4,
                "hook",
                "webhook",
                "incident.opened",
                Delivery.State.RETRYING,
                "HTTP 503",
                NOON,
                NOON.plusSeconds(10),
                List.of(new Delivery.Attempt(NOON.plusMillis(20), false, 503, 12, "busy")),
                ORDER_ID,
                "kontali-backend on web-1 was killed");
    }

    public static Incident incident() {
        return new Incident(
                INCIDENT_ID,
                4,
                Incident.Change.GAVE_UP,
                IncidentState.GAVE_UP,
                Severity.CRITICAL,
                KONTALI,
                WEB_1,
                labels(),
                Cause.OOM_KILL,
                Confidence.CERTAIN,
                Phase.RUNNING,
                "kontali-backend on web-1 was killed by the kernel: out of memory",
                times(),
                List.of(new Incident.Evidence(KILL, NOON, "kernel", OOM_LINE)),
                List.of(finding()),
                List.of(
                        new Incident.Advice(
                                "Give it swap", List.of("swapon /swap"), "It has none")),
                List.of(restart()),
                2,
                List.of("kontali-backend@web-2"),
                new IncidentId("019a3f5c-7c00-7000-8000-000000000000"),
                new Incident.Acknowledgement("kari", NOON.plusSeconds(40), "on it"),
                true,
                "restarts are used up",
                List.of(new Incident.MemoryPoint(NOON.minusSeconds(60), 1L << 30)),
                List.of(TAIL),
                List.of(new Incident.TimelineEntry(NOON.plusSeconds(30), "gave up")));
    }

    private static Incident.Times times() {
        return new Incident.Times(
                NOON.minusSeconds(2),
                NOON,
                NOON.plusMillis(4),
                NOON.plusMillis(30),
                NOON.plusSeconds(1),
                NOON.plusSeconds(9),
                NOON.plusSeconds(39));
    }

    private static Incident.Finding finding() {
        return new Incident.Finding(
                Cause.OOM_KILL,
                Confidence.CERTAIN,
                "the kernel says so",
                List.of(KILL),
                List.of("there was swap left"));
    }

    private static Incident.Restart restart() {
        return new Incident.Restart(
                ORDER_ID, 1, NOON.plusSeconds(1), "healthy", Duration.ofMillis(7_300), "unit");
    }

    private static Map<String, String> labels() {
        return Map.of("environment", "production");
    }

    private static String url() {
        return "http://127.0.0.1:8000/health";
    }
}
