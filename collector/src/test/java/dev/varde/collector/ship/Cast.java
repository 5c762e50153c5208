package dev.varde.collector.ship;

import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HostName;
import dev.varde.events.LogFact;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The named cast of these tests.
final class Cast {
    static final HostName WEB_1 = new HostName("web-1");
    static final ServiceName KONTALI = new ServiceName("kontali-backend");
    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Cast() {}

    static Sighting line(String id, String text) {
        return seen(
                id,
                new LogFact.LogMatched(
                        "/var/log/app.log", 0, LogFact.LogKind.LINE, List.of(text), null));
    }

    static Sighting heartbeat(String id) {
        return seen(id, new CollectorFact.Heartbeat(Duration.ofSeconds(1), 1, 0.1, 0, 0, null));
    }

    static Sighting death(String id, String... lastLines) {
        return seen(
                id,
                new ProcessFact.ProcessExited(
                        new ProcessKey(12, 34),
                        ProcessFact.Role.MAIN,
                        "python app.py --password hunter2x",
                        NOON,
                        ExitStatus.signalled(9, false),
                        1_000L,
                        NOON,
                        List.of(new LogTail("/var/log/app.log", List.of(lastLines))),
                        0));
    }

    static Sighting seen(String id, Fact fact) {
        return new Sighting(new EventId(id), NOON, KONTALI, fact);
    }

    static Sighting with(Sighting sighting, Runnable acknowledged) {
        return new Sighting(
                sighting.id(), sighting.time(), sighting.service(), sighting.fact(), acknowledged);
    }
}
