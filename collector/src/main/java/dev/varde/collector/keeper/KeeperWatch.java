package dev.varde.collector.keeper;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.ToolRun;
import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.BlindSpot;
import dev.varde.events.CollectorFact.BlindSpotCured;
import dev.varde.events.EventId;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.config.Configuration.RestartAction.RestartContainer;
import dev.varde.events.config.Configuration.RestartAction.RestartProgram;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Asks Docker or Podman and supervisord about the services that are restarted by them, with one
/// command each, and tells what is new. Where there are no such services, nobody is asked.
public final class KeeperWatch {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// `supervisorctl` costs 0.2 s of a processor, ten times what `docker` costs; so it is asked at
    /// every so many looks only.
    private static final int SPARING = 6;

    /// How a keeper answers.
    @FunctionalInterface
    interface Ask {
        ToolRun.Answer ask(List<String> argv) throws InterruptedException;
    }

    private final String run;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Ask ask;
    private final Map<ServiceName, UnitChanged> told = new HashMap<>();
    private volatile List<Service> services;
    private int looks;

    KeeperWatch(String run, List<Service> services, Outbox outbox, InstantSource clock, Ask ask) {
        this.run = run;
        this.services = List.copyOf(services);
        this.outbox = outbox;
        this.clock = clock;
        this.ask = ask;
    }

    /// @param run of the collector, for the ids of what is told
    public static KeeperWatch of(
            String run, List<Service> services, Outbox outbox, InstantSource clock) {
        return new KeeperWatch(run, services, outbox, clock, argv -> ToolRun.run(argv, PATIENCE));
    }

    public void reconfigure(List<Service> next) {
        services = List.copyOf(next);
    }

    /// Asks once. One look at a time: whoever comes meanwhile goes away again.
    public synchronized void look() throws InterruptedException {
        Map<ServiceName, String> containers = new LinkedHashMap<>();
        Map<ServiceName, String> programs = new LinkedHashMap<>();
        for (Service service : services) {
            if (service.restart() instanceof RestartContainer(String name)) {
                containers.put(service.name(), name);
            } else if (service.restart() instanceof RestartProgram(String name)) {
                programs.put(service.name(), name);
            }
        }
        told.keySet().removeIf(s -> !containers.containsKey(s) && !programs.containsKey(s));
        String tool = ContainerTool.name();
        look(tool, containers, names -> Containers.question(tool, names), Containers::parse);
        if (looks++ % SPARING == 0) {
            look("supervisord", programs, Supervised::question, Supervised::parse);
        }
    }

    /// Both tools end badly where one of the names is not there, and `supervisorctl status` where
    /// one does not run; so an answer is one where it tells of any.
    private void look(
            String keeper,
            Map<ServiceName, String> named,
            Function<List<String>, List<String>> question,
            Function<String, Map<String, UnitChanged>> parse)
            throws InterruptedException {
        if (named.isEmpty()) {
            say(keeper, new BlindSpotCured(keeper));
            return;
        }
        List<String> names = named.values().stream().distinct().toList();
        ToolRun.Answer answer = ask.ask(question.apply(names));
        Map<String, UnitChanged> found = parse.apply(answer.text());
        if (found.isEmpty()) {
            String why = answer.trouble() == null ? "it knows none of them" : answer.trouble();
            say(keeper, new BlindSpot(keeper, why, cure(keeper)));
            return;
        }
        say(keeper, new BlindSpotCured(keeper));
        named.forEach((service, name) -> tell(service, found.get(name)));
    }

    private void tell(ServiceName service, @org.jspecify.annotations.Nullable UnitChanged said) {
        if (said != null && !said.equals(told.put(service, said))) {
            Instant now = clock.instant();
            String id = "keeper-" + run + "-" + now.toEpochMilli() + "-" + service;
            outbox.put(new Sighting(id(id), now, service, said));
        }
    }

    private static String cure(String keeper) {
        return "Let this user run it, and name the services under restart: as "
                + keeper
                + " shows them.";
    }

    private void say(String keeper, CollectorFact fact) {
        Instant now = clock.instant();
        String id = "keeper-" + run + "-" + keeper + "-" + now.toEpochMilli();
        outbox.put(new Sighting(id(id), now, null, fact));
    }

    private static EventId id(String text) {
        return new EventId(text.substring(0, Math.min(200, text.length())));
    }
}
