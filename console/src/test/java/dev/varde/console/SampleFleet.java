package dev.varde.console;

import static dev.varde.console.Sample.KONTALI;
import static dev.varde.console.Sample.POSTGRES;
import static dev.varde.console.Sample.declared;
import static dev.varde.console.Sample.disk;
import static dev.varde.console.Sample.event;
import static dev.varde.console.Sample.failed;
import static dev.varde.console.Sample.hostMemory;
import static dev.varde.console.Sample.memory;
import static dev.varde.console.Sample.passed;
import static dev.varde.console.Sample.processExited;
import static dev.varde.console.Sample.processStarted;
import static dev.varde.console.Sample.started;
import static dev.varde.console.SampleIncidents.delivery;
import static dev.varde.console.SampleIncidents.incident;

import dev.varde.console.view.Board;
import dev.varde.events.CollectorFact;
import dev.varde.events.Delivery;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostName;
import dev.varde.events.IncidentState;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A board with something of everything on it.
public final class SampleFleet {
    private SampleFleet() {}

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
            long resident = (long) ((400 + 0.1 * i * i) * (1L << 20));
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
                        new CollectorFact.ConfigurationRejected(
                                "varde.yaml", null, List.of("varde.yaml:3: services[0]: …"))),
                now);
        board.see(
                event(
                        now,
                        null,
                        new CollectorFact.Heartbeat(
                                Duration.ofHours(2), 71 * (1L << 20), 12.5, 0, 0, null)),
                now);
        board.see(event(db, past, null, started(redis)), now);
        board.see(event(db, now, redis, declared(List.of("redis", "tcp"), true)), now);
        board.see(event(db, now, redis, processStarted(812, past.minusSeconds(90_000))), now);
        board.see(event(db, now, redis, passed("redis")), now);
        board.see(event(db, now, redis, passed("tcp")), now);
        board.see(event(db, now.minusSeconds(60), redis, memory(31 * (1L << 20))), now);
        board.see(event(db, now, redis, memory(33 * (1L << 20))), now);
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
