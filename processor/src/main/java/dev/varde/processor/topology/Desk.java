package dev.varde.processor.topology;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.InstanceId;
import dev.varde.events.KernelFact;
import dev.varde.events.OperatorWord;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.processor.diagnosis.Case.Neighbour;
import dev.varde.processor.diagnosis.SiteRules;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.incident.Effect;
import dev.varde.processor.incident.Lifecycle;
import dev.varde.processor.incident.Signal;
import dev.varde.processor.incident.State;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.incident.Step;
import dev.varde.processor.watch.Call;
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

/// Works on one partition's hosts: folds what comes into the evidence, lets the watch read it,
/// takes the incidents' steps and hands out their revisions.
final class Desk {
    private final Kept<HostEvidence> hosts;
    private final Kept<InstanceEvidence> instances;
    private final Kept<State> incidents;
    private final Memory memory;
    private final HostWatch hostWatch;
    private final UseWatch useWatch;
    private final Lifecycle lifecycle;
    private final SiteRules rules;
    private final Consumer<Incident> tell;

    /// Services to look at again at the next tick though nothing happens.
    private final Set<InstanceId> restless = new HashSet<>();

    Desk(
            Kept<HostEvidence> hosts,
            Kept<InstanceEvidence> instances,
            Kept<State> incidents,
            Memory memory,
            RedFlags flags,
            Duration stable,
            SiteRules rules,
            Consumer<Incident> tell) {
        this.hosts = hosts;
        this.instances = instances;
        this.incidents = incidents;
        this.memory = memory;
        this.hostWatch = new HostWatch(flags, this::open);
        this.useWatch = new UseWatch(this::open);
        this.lifecycle = new Lifecycle(stable);
        this.rules = rules;
        this.tell = tell;
        instances.all().forEach(i -> restless.add(i.id()));
    }

    /// @param seen when the event reached Kafka
    /// @param now on the host's clock
    void event(HostEvent event, Instant seen, Instant now) {
        HostEvidence before = host(event.host());
        HostEvidence host = before.fold(event);
        hosts.put(event.host().value(), host);
        if (!Objects.equals(host.heard(), before.heard())) {
            signal(new Call(Slot.silence(host.host()), new Signal.Healthy(event.time())));
        }
        event.instance().ifPresent(id -> instance(id, event, host, seen, now));
        hostWatch.sampled(host, event, seen, now).forEach(this::signal);
        if (event.fact() instanceof CollectorStarted f) {
            dropOthers(event, f.services());
        }
        if (event.fact() instanceof ConfigurationTaken f) {
            dropOthers(event, f.services());
        }
        if (event.fact() instanceof KernelFact && event.service() == null) {
            restless(event.host()).forEach(id -> look(id, host, seen, now));
        }
    }

    private void instance(
            InstanceId id, HostEvent event, HostEvidence host, Instant seen, Instant now) {
        InstanceEvidence before = instance(id);
        InstanceEvidence after = before.fold(event);
        instances.put(id.toString(), after);
        ServiceWatch.order(event, after).ifPresent(this::signal);
        useWatch.calls(event, before, after, host, seen, now).forEach(this::signal);
        boolean telling =
                !(event.fact() instanceof ServiceMemorySampled)
                        && !(event.fact() instanceof Fact.Unknown);
        if (telling) {
            look(id, host, seen, now);
        }
    }

    private void look(InstanceId id, HostEvidence host, Instant seen, Instant now) {
        InstanceEvidence instance = instance(id);
        Scene scene = new Scene(instance, host, neighbours(instance), seen, now, rules);
        ServiceWatch.Look look = ServiceWatch.look(scene);
        look.calls().forEach(this::signal);
        if (look.again() || open(Slot.service(id))) {
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
        String why = service + " is no longer watched";
        signal(new Call(Slot.service(id), new Signal.Closed(at, "varde", why)));
        UseWatch.slots(id).forEach(s -> signal(new Call(s, new Signal.Closed(at, "varde", why))));
        instances.remove(id.toString());
        memory.forget(id);
        restless.remove(id);
    }

    void word(OperatorWord word) {
        switch (word) {
            case OperatorWord.Acknowledge w ->
                    signal(
                            w.host(),
                            w.incident(),
                            new Signal.Acknowledged(w.at(), w.by(), w.note()));
            case OperatorWord.Close w ->
                    signal(w.host(), w.incident(), new Signal.Closed(w.at(), w.by(), w.note()));
            case OperatorWord.DeclineRestart w ->
                    signal(w.host(), w.incident(), new Signal.Declined(w.at(), w.by(), w.reason()));
            case OperatorWord.RestartNow _,
                    OperatorWord.Resume _,
                    OperatorWord.TestReceiver _,
                    OperatorWord.Unknown _ -> {}
        }
    }

    private void signal(HostName host, IncidentId incident, Signal signal) {
        for (String key : incidents.keys()) {
            Slot slot = Slot.parse(key);
            if (slot.host().equals(host)
                    && state(slot) instanceof Episode e
                    && e.told().id().equals(incident)) {
                signal(new Call(slot, signal));
            }
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
        return incidents.keys().stream().map(Slot::parse).toList();
    }

    /// Time passes for an incident.
    void tick(Slot slot, Instant now) {
        signal(new Call(slot, new Signal.Ticked(now)));
    }

    /// It is dead and said so; only an event can change that.
    private boolean alreadyTold(InstanceId id) {
        var death = instance(id).processes().mainDeath();
        return death.isPresent()
                && state(Slot.service(id)) instanceof Episode e
                && e.triggers().contains(death.get().id());
    }

    /// Nothing was heard of the host, and it did not say that it stops.
    void silent(HostName name, Instant now) {
        HostEvidence host = host(name);
        Instant heard = host.heard();
        if (heard != null && !host.stopped()) {
            hostWatch.silent(host, heard, now).ifPresent(this::signal);
        }
    }

    List<HostName> hosts() {
        return hosts.all().stream().map(HostEvidence::host).toList();
    }

    Instant newest(HostName name) {
        Instant heard = host(name).heard();
        return heard == null ? Instant.EPOCH : heard;
    }

    private void signal(Call call) {
        State before = state(call.slot());
        Step step = lifecycle.step(before, memory.remembered(call.signal()));
        memory.told(before, step.state());
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.Tell e -> tell.accept(e.incident());
                case Effect.Forget _ -> forget(call.slot());
            }
        }
        switch (step.state()) {
            case State.Quiet _ -> incidents.remove(call.slot().key());
            case Episode e -> incidents.put(call.slot().key(), e);
        }
    }

    /// A host that was given up on and never came back is forgotten with its incident.
    private void forget(Slot slot) {
        if (slot.kind() == Slot.Kind.SILENCE && state(slot) instanceof Episode e && !e.over()) {
            hosts.remove(slot.host().value());
            instances.all().stream()
                    .filter(i -> i.host().equals(slot.host()))
                    .forEach(i -> {
                        instances.remove(i.id().toString());
                        memory.forget(i.id());
                    });
            restless.removeIf(id -> id.host().equals(slot.host()));
        }
    }

    private boolean open(Slot slot) {
        return state(slot) instanceof Episode e && !e.told().closed();
    }

    private State state(Slot slot) {
        return incidents.get(slot.key()).orElseGet(State.Quiet::new);
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
