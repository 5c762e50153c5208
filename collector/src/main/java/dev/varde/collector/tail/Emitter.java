package dev.varde.collector.tail;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact;
import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.ServiceName;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// Puts what one service's logs show into the outbox.
final class Emitter {
    private final ServiceName service;
    private final Outbox outbox;
    private final InstantSource clock;

    Emitter(ServiceName service, Outbox outbox, InstantSource clock) {
        this.service = service;
        this.outbox = outbox;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    void matched(EventId id, Instant time, Fact fact, Runnable acknowledged) {
        outbox.put(new Sighting(id, time, service, fact, acknowledged));
    }

    void gap(Path file, long lost, String reason) {
        say("gap", file.toString(), new CollectorFact.GapSeen(file.toString(), lost, reason));
    }

    void blindSpot(String source, String reason, String remedy) {
        say("blind", source, new CollectorFact.BlindSpot(source, reason, remedy));
    }

    void cured(String source) {
        say("sees", source, new CollectorFact.BlindSpotCured(source));
    }

    private void say(String what, String source, Fact fact) {
        Instant now = now();
        String id = "log-" + what + "-" + Integer.toHexString(source.hashCode()) + "-" + service;
        outbox.put(new Sighting(id(id, now), now, service, fact));
    }

    private static EventId id(String start, Instant now) {
        String end = "-" + now.toEpochMilli();
        return new EventId(start.substring(0, Math.min(start.length(), 200 - end.length())) + end);
    }
}
