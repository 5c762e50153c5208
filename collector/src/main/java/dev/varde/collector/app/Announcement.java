package dev.varde.collector.app;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.order.Actions;
import dev.varde.collector.probe.HostFacts;
import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.CollectorStopped;
import dev.varde.events.CollectorFact.ConfigurationRejected;
import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.Own;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.RestartAction;
import dev.varde.events.config.Configuration.Service;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the collector says of itself: that it started, what it watches, that it lives, that it
/// stops.
final class Announcement {
    private final String run;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Predicate<Service> restartsItself;
    private final Map<ServiceName, ServiceDeclared> declared = new HashMap<>();
    private long heartbeats;
    private long revisions;

    /// @param restartsItself whether the unit manager restarts the service by itself
    Announcement(
            String run, Outbox outbox, InstantSource clock, Predicate<Service> restartsItself) {
        this.run = run;
        this.outbox = outbox;
        this.clock = clock;
        this.restartsItself = restartsItself;
    }

    void started(Configuration configuration, HostFacts facts) {
        say(
                "started",
                new CollectorStarted(
                        version(),
                        facts.bootId(),
                        facts.kernel(),
                        facts.processors(),
                        facts.memoryTotal(),
                        facts.swapTotal(),
                        configuration.host().labels(),
                        names(configuration)));
        declarations(configuration, "declared-").forEach(outbox::put);
    }

    static List<ServiceName> names(Configuration configuration) {
        return configuration.services().stream().map(Service::name).toList();
    }

    static String version() {
        String version = Announcement.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /// Says that another configuration holds, and what is declared otherwise by it.
    List<Sighting> taken(
            Configuration configuration, ConfigurationFile.Content file, List<String> changes) {
        revisions++;
        List<Sighting> said = new ArrayList<>();
        said.add(
                sighting(
                        "configuration-" + revisions,
                        null,
                        new ConfigurationTaken(
                                file.path(),
                                String.valueOf(file.checksum()),
                                changes,
                                configuration.host().labels(),
                                names(configuration))));
        said.addAll(declarations(configuration, "declared-" + revisions + "-"));
        return said;
    }

    void rejected(ConfigurationFile.Content file, List<String> problems) {
        revisions++;
        say(
                "configuration-" + revisions,
                new ConfigurationRejected(file.path(), file.checksum(), problems));
    }

    /// Those that are not as they were told before.
    private List<Sighting> declarations(Configuration configuration, String what) {
        declared.keySet().retainAll(names(configuration));
        List<Sighting> said = new ArrayList<>();
        for (Service service : configuration.services()) {
            ServiceDeclared now = declared(configuration.host().labels(), service);
            if (!now.equals(declared.put(service.name(), now))) {
                said.add(sighting(what + service.name(), service.name(), now));
            }
        }
        return said;
    }

    private ServiceDeclared declared(Map<String, String> hostLabels, Service service) {
        Map<String, String> labels = new HashMap<>(hostLabels);
        labels.putAll(service.labels());
        RestartAction restart = service.restart();
        return new ServiceDeclared(
                labels,
                service.needs(),
                service.process() != null,
                service.health().stream().map(Check::name).toList(),
                restart == null ? null : Actions.inWords(restart),
                restartsItself.test(service));
    }

    void alive(OwnUse use, long spooled, long dropped, Own own, Runnable acknowledged) {
        heartbeats++;
        Heartbeat beat =
                new Heartbeat(
                        use.uptime(), use.resident(), use.cpuSeconds(), spooled, dropped, own);
        Sighting said = sighting("heartbeat-" + heartbeats, null, beat);
        outbox.put(new Sighting(said.id(), said.time(), null, beat, acknowledged, true));
    }

    void stopped(String reason) {
        say("stopped", new CollectorStopped(reason));
    }

    private void say(String what, CollectorFact fact) {
        outbox.put(sighting(what, null, fact));
    }

    private Sighting sighting(String what, @Nullable ServiceName service, CollectorFact fact) {
        String id = "collector-" + run + "-" + what;
        return new Sighting(
                new EventId(id.substring(0, Math.min(200, id.length()))),
                clock.instant(),
                service,
                fact);
    }
}
