package dev.varde.bench;

import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// What is known of one service when its main process ends with an exception.
final class Evidences {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    private static final HostName HOST = new HostName("web-1");
    private static final ServiceName SERVICE = new ServiceName("kontali-backend");
    private static final ProcessKey MAIN = new ProcessKey(12, 12);
    private static final int DIED = 10_000;
    private static final List<String> TRACE =
            List.of(
                    "Traceback (most recent call last):",
                    "  File \"/srv/kontali/app/main.py\", line 40, in run",
                    "    load(session)",
                    "  File \"/srv/kontali/app/clients.py\", line 12, in load",
                    "    return rows[\"client\"]",
                    "KeyError: 'client'");

    private InstanceEvidence instance = InstanceEvidence.none(new InstanceId(SERVICE, HOST));
    private int events;

    /// A log of fifty lines that ends with a trace, ten lines that mattered, a curve.
    static Evidences typical() {
        Evidences e = new Evidences();
        e.begin();
        e.logs(10, 1);
        e.end(1);
        return e;
    }

    /// All that is ever kept: fifty matches of the largest size, twenty logs, and each list full.
    static Evidences full() {
        Evidences e = new Evidences();
        e.begin();
        e.logs(60, 60);
        for (int n = 0; n < 20; n++) {
            e.see(DIED - 30, kill(2_000 + n));
            e.see(
                    DIED - 30,
                    new UnitFailed(
                            "kontali.service", "exit-code", "Failed with result 'exit-code'."));
            e.see(DIED - 30, exited(new ProcessKey(2_000 + n, n), Role.WORKER, 1));
        }
        e.end(20);
        return e;
    }

    /// As the processor makes it at each look.
    Death death() {
        return Death.of(
                instance,
                HostEvidence.none(HOST),
                List.of(),
                instance.processes().exits().getLast());
    }

    private void begin() {
        see(
                0,
                new ServiceDeclared(
                        Map.of(), List.of(), true, List.of(), "unit kontali.service", false));
        see(1, new ProcessStarted(MAIN, Role.MAIN, "python3 -m kontali", NOON, false));
        for (int n = 0; n < 300; n++) {
            see(
                    30 * n + 2,
                    new ServiceMemorySampled((300L + n) << 20, 0, 1L << 30, 1, 20, 100, 1_024L));
        }
    }

    private void logs(int matches, int lines) {
        for (int n = 0; n < matches; n++) {
            see(
                    DIED - 20,
                    new LogMatched(
                            "/var/log/kontali/app.log",
                            n,
                            LogKind.LINE,
                            written(lines),
                            MAIN.pid()));
        }
    }

    private void end(int logs) {
        see(DIED, exited(MAIN, Role.MAIN, logs));
    }

    private static ProcessExited exited(ProcessKey process, Role role, int logs) {
        List<LogTail> tails =
                IntStream.range(0, logs)
                        .mapToObj(n -> new LogTail("/var/log/kontali/" + n + ".log", tail()))
                        .toList();
        return new ProcessExited(
                process,
                role,
                "python3 -m kontali",
                NOON,
                ExitStatus.exited(1),
                600L << 20,
                null,
                tails,
                0);
    }

    private static List<String> tail() {
        List<String> lines = new ArrayList<>(written(50 - TRACE.size()));
        lines.addAll(TRACE);
        return lines;
    }

    private static List<String> written(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(n ->
                        "2026-11-01 12:00:%02d,123 INFO [worker-%d] app.api.clients - GET /api/v1/clients/%d 200 in %d ms"
                                .formatted(n % 60, n % 8, 1_000 + n, n))
                .toList();
    }

    private static OomKilled kill(int pid) {
        return new OomKilled(
                pid,
                "python3",
                OomScope.GLOBAL,
                Killer.KERNEL,
                1L << 30,
                null,
                "Out of memory: Killed process " + pid + " (python3)",
                List.of());
    }

    private void see(int seconds, Fact fact) {
        events++;
        HostEvent event =
                new HostEvent(
                        new EventId("e" + events),
                        NOON.plusSeconds(seconds),
                        HOST,
                        "run-1",
                        events,
                        SERVICE,
                        fact);
        instance = instance.fold(event);
    }
}
