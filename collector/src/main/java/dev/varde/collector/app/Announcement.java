package dev.varde.collector.app;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.order.Actions;
import dev.varde.collector.probe.HostFacts;
import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.CollectorStopped;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the collector says of itself: that it started, what it watches, that it lives, that it
/// stops.
final class Announcement {
    private final Configuration configuration;
    private final String run;
    private final Outbox outbox;
    private final InstantSource clock;
    private long heartbeats;

    Announcement(Configuration configuration, String run, Outbox outbox, InstantSource clock) {
        this.configuration = configuration;
        this.run = run;
        this.outbox = outbox;
        this.clock = clock;
    }

    void started(HostFacts facts, UnitGuards guards) {
        say(
                "started",
                null,
                new CollectorStarted(
                        version(),
                        facts.bootId(),
                        facts.kernel(),
                        facts.processors(),
                        facts.memoryTotal(),
                        facts.swapTotal(),
                        configuration.host().labels(),
                        configuration.services().stream().map(Service::name).toList()));
        for (Service service : configuration.services()) {
            say("declared-" + service.name(), service.name(), declared(service, guards));
        }
    }

    private static String version() {
        String version = Announcement.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private ServiceDeclared declared(Service service, UnitGuards guards) {
        Map<String, String> labels = new HashMap<>(configuration.host().labels());
        labels.putAll(service.labels());
        RestartAction restart = service.restart();
        return new ServiceDeclared(
                labels,
                service.needs(),
                service.process() != null,
                service.health().stream().map(Check::name).toList(),
                restart == null ? null : Actions.inWords(restart),
                guards.restarts(service));
    }

    void alive(OwnUse use, long spooled, long dropped) {
        heartbeats++;
        say(
                "heartbeat-" + heartbeats,
                null,
                new Heartbeat(use.uptime(), use.resident(), use.cpuSeconds(), spooled, dropped));
    }

    void stopped(String reason) {
        say("stopped", null, new CollectorStopped(reason));
    }

    private void say(String what, @Nullable ServiceName service, CollectorFact fact) {
        String id = "collector-" + run + "-" + what;
        outbox.put(
                new Sighting(
                        new EventId(id.substring(0, Math.min(200, id.length()))),
                        clock.instant(),
                        service,
                        fact));
    }
}
