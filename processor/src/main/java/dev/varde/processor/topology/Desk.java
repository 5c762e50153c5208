package dev.varde.processor.topology;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.InstanceId;
import dev.varde.events.KernelFact;
import dev.varde.events.OperatorWord;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.processor.diagnosis.Case.Neighbour;
import dev.varde.processor.diagnosis.SiteRules;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.fleet.Notice;
import dev.varde.processor.incident.Lifecycle;
import dev.varde.processor.incident.Signal;
import dev.varde.processor.incident.State;
import dev.varde.processor.plan.Agenda;
import dev.varde.processor.plan.Calendar;
import dev.varde.processor.plan.Plans;
import dev.varde.processor.watch.Around;
import dev.varde.processor.watch.Call;
import dev.varde.processor.watch.HostTrouble;
import dev.varde.processor.watch.HostWatch;
import dev.varde.processor.watch.Scene;
import dev.varde.processor.watch.ServiceWatch;
import dev.varde.processor.watch.Slot;
import dev.varde.processor.watch.UseWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Works on one partition's hosts: folds what comes into the evidence and lets the watch read it
/// for the incidents.
final class Desk {
    /// The one key under which a partition keeps its plans.
    private static final String PLANS = "plans";

    private final Kept<HostEvidence> hosts;
    private final Kept<InstanceEvidence> instances;
    private final Kept<Plans> plans;
    private final Memory memory;
    private final Kindred kindred;
    private final Incidents incidents;
    private final Calendar calendar;
    private final Function<HostName, Duration> ahead;
    private final HostWatch hostWatch;
    private final HostTrouble hostTrouble;
    private final UseWatch useWatch;
    private final SiteRules rules;
    private final Consumer<Incident> tell;

    /// Services to look at again at the next tick though nothing happens.
    private final Set<InstanceId> restless = new HashSet<>();

    /// @param ahead how far a host's clock is known to be ahead of the broker's, zero where it
    ///   agrees
    Desk(
            Kept<HostEvidence> hosts,
            Kept<InstanceEvidence> instances,
            Kept<State> states,
            Kept<Plans> plans,
            Memory memory,
            Pinboard board,
            Configuration configuration,
            Function<HostName, Duration> ahead,
            Consumer<Incident> tell) {
        this.hosts = hosts;
        this.instances = instances;
        this.plans = plans;
        this.memory = memory;
        this.ahead = ahead;
        this.tell = tell;
        kindred = new Kindred(instances, states, board, ahead);
        incidents =
                new Incidents(
                        states,
                        kindred,
                        memory,
                        new Lifecycle(
                                configuration.restarts().stable(),
                                configuration.redFlags().flappingJoined()),
                        tell,
                        this::forget);
        calendar = new Calendar(configuration.maintenance());
        hostWatch = new HostWatch(configuration.redFlags(), incidents::standing);
        hostTrouble = new HostTrouble(configuration.restarts().stable());
        useWatch = new UseWatch(incidents::open);
        rules = SiteRules.of(configuration.rules());
        instances.all().forEach(i -> restless.add(i.id()));
    }

    /// @param seen when the event reached Kafka
    /// @param now on the host's clock
    void event(HostEvent event, Instant seen, Instant now) {
        HostEvidence before = host(event.host());
        HostEvidence host = before.fold(event);
        hosts.put(event.host().value(), host);
        if (!Objects.equals(host.heard(), before.heard())) {
            incidents.signal(new Call(Slot.silence(host.host()), new Signal.Healthy(event.time())));
        }
        event.instance().ifPresent(id -> instance(id, event, host, seen, now));
        if (agenda().over(host.host(), event.time()).isEmpty()) {
            hostTrouble.seen(host, event, seen, now).ifPresent(incidents::signal);
            hostWatch.sampled(host, event, seen, now).forEach(incidents::signal);
        }
        if (event.fact() instanceof CollectorStarted f) {
            dropOthers(event, f.services());
        }
        if (event.fact() instanceof ConfigurationTaken f) {
            dropOthers(event, f.services());
        }
        if (event.fact() instanceof HostRebooted
                || (event.fact() instanceof KernelFact && event.service() == null)) {
            restless(event.host()).forEach(id -> look(id, host, seen, now));
        }
    }

    private void instance(
            InstanceId id, HostEvent event, HostEvidence host, Instant seen, Instant now) {
        InstanceEvidence before = instance(id);
        InstanceEvidence after = before.fold(event);
        instances.put(id.toString(), after);
        ServiceWatch.order(event, after).ifPresent(incidents::signal);
        ServiceWatch.elsewhere(event, before).ifPresent(incidents::signal);
        if (agenda().over(host.host(), event.time()).isEmpty()) {
            useWatch.calls(event, before, after, host, seen, now).forEach(incidents::signal);
        }
        boolean telling =
                !(event.fact() instanceof ServiceMemorySampled)
                        && !(event.fact() instanceof Fact.Unknown);
        if (telling) {
            look(id, host, seen, now);
        }
    }

    private void look(InstanceId id, HostEvidence host, Instant seen, Instant now) {
        InstanceEvidence instance = instance(id);
        Around around =
                new Around(agenda(), incidents.open(Slot.service(id)), ahead.apply(id.host()));
        Scene scene = new Scene(instance, host, neighbours(instance), seen, now, around, rules);
        ServiceWatch.Look look = ServiceWatch.look(scene);
        look.calls().forEach(incidents::signal);
        kindred.pin(id);
        if (look.again() || incidents.open(Slot.service(id))) {
            restless.add(id);
        } else {
            restless.remove(id);
        }
    }

    private List<Neighbour> neighbours(InstanceEvidence instance) {
        var declared = instance.declared();
        if (declared == null) {
            return List.of();
        }
        return declared.fact().needs().stream()
                .flatMap(n -> instances.get(new InstanceId(n, instance.host()).toString()).stream())
                .flatMap(i -> ServiceWatch.neighbour(i).stream())
                .toList();
    }

    /// Services that the collector no longer watches.
    private void dropOthers(HostEvent event, List<ServiceName> watched) {
        for (InstanceEvidence i : instances.all()) {
            if (i.host().equals(event.host()) && !watched.contains(i.service())) {
                drop(i.id(), event.time(), i.service());
            }
        }
    }

    private void drop(InstanceId id, Instant at, ServiceName service) {
        Signal closed = new Signal.Closed(at, "varde", service + " is no longer watched");
        incidents.signal(new Call(Slot.service(id), closed));
        UseWatch.slots(id).forEach(s -> incidents.signal(new Call(s, closed)));
        instances.remove(id.toString());
        memory.forget(id);
        restless.remove(id);
        kindred.clear(id);
    }

    /// A board has news for an instance.
    ///
    /// @param now on the clock of the instance's host
    void notice(Notice notice, Instant now) {
        if (instances.get(notice.to().toString()).isEmpty()) {
            return; // it is no longer watched; the board does not know yet
        }
        kindred.heard(notice);
        tick(Slot.service(notice.to()), now);
    }

    private Agenda agenda() {
        return new Agenda(plans.get(PLANS).orElse(Plans.NONE), calendar);
    }

    void word(OperatorWord word) {
        switch (word) {
            case OperatorWord.Acknowledge w ->
                    incidents.signal(
                            w.host(),
                            w.incident(),
                            new Signal.Acknowledged(w.at(), w.by(), w.note()));
            case OperatorWord.Close w ->
                    incidents.signal(
                            w.host(), w.incident(), new Signal.Closed(w.at(), w.by(), w.note()));
            case OperatorWord.DeclineRestart w ->
                    incidents.signal(
                            w.host(),
                            w.incident(),
                            new Signal.Declined(w.at(), w.by(), w.reason()));
            case OperatorWord.RestartsStopped w ->
                    incidents.signal(
                            w.host(), w.incident(), new Signal.Stopped(w.at(), w.by(), w.reason()));
            case OperatorWord.CanaryLit w -> tell.accept(CanaryIncident.of(w));
            case OperatorWord.DeployStarted _,
                    OperatorWord.DeployEnded _,
                    OperatorWord.MaintenancePlanned _,
                    OperatorWord.MaintenanceEnded _ ->
                    plans.put(PLANS, plans.get(PLANS).orElse(Plans.NONE).heard(word));
            case OperatorWord.RestartNow _,
                    OperatorWord.Resume _,
                    OperatorWord.RestartApproved _,
                    OperatorWord.TestReceiver _,
                    OperatorWord.ReplayDeliveries _,
                    OperatorWord.ReceiverEnabled _,
                    OperatorWord.SilenceAdded _,
                    OperatorWord.SilenceEnded _,
                    OperatorWord.Unknown _ -> {}
        }
    }

    /// The services to look at again.
    List<InstanceId> restless() {
        return List.copyOf(restless);
    }

    /// Time passes for a service that may have to be spoken of.
    void tick(InstanceId id, Instant now) {
        if (!alreadyTold(id)) {
            look(id, host(id.host()), now, now);
        }
    }

    /// What has an incident.
    List<Slot> slots() {
        return incidents.slots();
    }

    /// Time passes for an incident.
    void tick(Slot slot, Instant now) {
        incidents
                .openSince(slot)
                .flatMap(since -> hostTrouble.settled(host(slot.host()), slot, since, now))
                .ifPresent(incidents::signal);
        incidents.tick(slot, now);
    }

    /// It is dead and said so; only an event can change that.
    private boolean alreadyTold(InstanceId id) {
        var death = instance(id).processes().mainDeath();
        return death.isPresent() && incidents.knows(Slot.service(id), death.get().id());
    }

    /// Nothing was heard of the host, and it did not say that it stops.
    void silent(HostName name, Instant now) {
        HostEvidence host = host(name);
        Instant heard = host.heard();
        if (heard != null && !host.stopped() && agenda().over(name, now).isEmpty()) {
            hostWatch.silent(host, heard, now).ifPresent(incidents::signal);
        }
    }

    List<HostName> hosts() {
        return hosts.all().stream().map(HostEvidence::host).toList();
    }

    Instant newest(HostName name) {
        Instant heard = host(name).heard();
        return heard == null ? Instant.EPOCH : heard;
    }

    private void forget(HostName host) {
        hosts.remove(host.value());
        kindred.on(host)
                .forEach(id -> {
                    instances.remove(id.toString());
                    memory.forget(id);
                });
        restless.removeIf(id -> id.host().equals(host));
        kindred.clear(host);
    }

    private HostEvidence host(HostName name) {
        return hosts.get(name.value()).orElseGet(() -> HostEvidence.none(name));
    }

    private InstanceEvidence instance(InstanceId id) {
        return instances.get(id.toString()).orElseGet(() -> InstanceEvidence.none(id));
    }

    private List<InstanceId> restless(HostName host) {
        return restless.stream().filter(id -> id.host().equals(host)).toList();
    }
}
