package dev.varde.processor.topology;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.ConfigurationTaken;
import dev.varde.events.CollectorFact.HostRebooted;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.InstanceId;
import dev.varde.events.KernelFact;
import dev.varde.events.OperatorWord;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.processor.diagnosis.Case.Neighbour;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.fleet.Notice;
import dev.varde.processor.incident.Effect;
import dev.varde.processor.incident.Lifecycle;
import dev.varde.processor.incident.Signal;
import dev.varde.processor.incident.State;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.incident.Step;
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
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// Works on one partition's hosts: folds what comes into the evidence, lets the watch read it,
/// takes the incidents' steps and hands out their revisions.
final class Desk {
    /// The one key under which a partition keeps its plans.
    private static final String PLANS = "plans";

    private final Kept<HostEvidence> hosts;
    private final Kept<InstanceEvidence> instances;
    private final Kept<State> incidents;
    private final Kept<Plans> plans;
    private final Kindred kindred;
    private final Calendar calendar;
    private final Function<HostName, Duration> ahead;
    private final HostWatch hostWatch;
    private final HostTrouble hostTrouble;
    private final Lifecycle lifecycle;
    private final Consumer<Incident> tell;

    /// Services to look at again at the next tick though nothing happens.
    private final Set<InstanceId> restless = new HashSet<>();

    /// @param ahead how far a host's clock is known to be ahead of the broker's, zero where it
    ///   agrees
    Desk(
            Kept<HostEvidence> hosts,
            Kept<InstanceEvidence> instances,
            Kept<State> incidents,
            Kept<Plans> plans,
            Pinboard board,
            Configuration configuration,
            Function<HostName, Duration> ahead,
            Consumer<Incident> tell) {
        this.hosts = hosts;
        this.instances = instances;
        this.incidents = incidents;
        this.plans = plans;
        this.ahead = ahead;
        this.tell = tell;
        kindred = new Kindred(instances, incidents, board, ahead);
        calendar = new Calendar(configuration.maintenance());
        hostWatch = new HostWatch(configuration.redFlags(), this::standing);
        hostTrouble = new HostTrouble(configuration.restarts().stable());
        lifecycle = new Lifecycle(configuration.restarts().stable());
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
        hostTrouble.seen(host, event, seen, now).ifPresent(this::signal);
        if (agenda().over(host.host(), event.time()).isEmpty()) {
            hostWatch.sampled(host, event, seen, now).forEach(this::signal);
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
        ServiceWatch.order(event, after).ifPresent(this::signal);
        boolean telling =
                !(event.fact() instanceof ServiceMemorySampled)
                        && !(event.fact() instanceof Fact.Unknown);
        if (telling) {
            look(id, host, seen, now);
        }
    }

    private void look(InstanceId id, HostEvidence host, Instant seen, Instant now) {
        InstanceEvidence instance = instance(id);
        Around around = new Around(agenda(), open(Slot.service(id)), ahead.apply(id.host()));
        Scene scene = new Scene(instance, host, neighbours(instance), seen, now, around);
        ServiceWatch.Look look = ServiceWatch.look(scene);
        look.calls().forEach(this::signal);
        kindred.pin(id);
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
        signal(
                new Call(
                        Slot.service(id),
                        new Signal.Closed(at, "varde", service + " is no longer watched")));
        instances.remove(id.toString());
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
                    signal(
                            w.host(),
                            w.incident(),
                            new Signal.Acknowledged(w.at(), w.by(), w.note()));
            case OperatorWord.Close w ->
                    signal(w.host(), w.incident(), new Signal.Closed(w.at(), w.by(), w.note()));
            case OperatorWord.DeclineRestart w ->
                    signal(w.host(), w.incident(), new Signal.Declined(w.at(), w.by(), w.reason()));
            case OperatorWord.DeployStarted _,
                    OperatorWord.DeployEnded _,
                    OperatorWord.MaintenancePlanned _,
                    OperatorWord.MaintenanceEnded _ ->
                    plans.put(PLANS, plans.get(PLANS).orElse(Plans.NONE).heard(word));
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
        settled(slot, now).ifPresent(this::signal);
        signal(new Call(slot, new Signal.Ticked(now)));
    }

    private Optional<Call> settled(Slot slot, Instant now) {
        return state(slot) instanceof Episode e && !e.told().closed()
                ? hostTrouble.settled(host(slot.host()), slot, e.since(), now)
                : Optional.empty();
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
        if (heard != null && !host.stopped() && agenda().over(name, now).isEmpty()) {
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
        Slot slot = call.slot();
        State before = state(slot);
        Step step = step(slot, before, call.signal());
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.Tell e -> tell.accept(e.incident());
                case Effect.Forget _ -> forget(slot);
            }
        }
        switch (step.state()) {
            case State.Quiet _ -> incidents.remove(slot.key());
            case Episode e -> incidents.put(slot.key(), e);
        }
        if (!step.effects().isEmpty()) {
            toldOf(slot, call.signal().at());
        }
    }

    /// A new incident is told with what explains it from the first.
    private Step step(Slot slot, State before, Signal signal) {
        Step step = lifecycle.step(before, signal, kindred.kin(slot, before, signal.at()));
        boolean opens =
                step.state() instanceof Episode e
                        && e.told().revision() == 1
                        && !step.effects().isEmpty();
        return opens
                ? lifecycle.step(before, signal, kindred.kin(slot, step.state(), signal.at()))
                : step;
    }

    /// What was told of a service is news to others; what was told of its host's silence is to the
    /// services of that host.
    private void toldOf(Slot slot, Instant at) {
        switch (slot.kind()) {
            case SERVICE -> kindred.pin(slot.instance());
            case SILENCE ->
                    instances.all().stream()
                            .map(InstanceEvidence::id)
                            .filter(id -> id.host().equals(slot.host()))
                            .forEach(id -> {
                                tick(Slot.service(id), at);
                                kindred.pin(id);
                            });
            case WORKERS, MEMORY, SWAP, DISK -> {}
        }
    }

    /// A host that was given up on and never came back is forgotten with its incident.
    private void forget(Slot slot) {
        if (slot.kind() == Slot.Kind.SILENCE && state(slot) instanceof Episode e && !e.over()) {
            hosts.remove(slot.host().value());
            instances.all().stream()
                    .filter(i -> i.host().equals(slot.host()))
                    .forEach(i -> instances.remove(i.id().toString()));
            restless.removeIf(id -> id.host().equals(slot.host()));
            kindred.clear(slot.host());
        }
    }

    private boolean open(Slot slot) {
        return state(slot) instanceof Episode e && !e.told().closed();
    }

    /// It is told and still holds.
    private boolean standing(Slot slot) {
        return state(slot) instanceof Episode e
                && !e.told().closed()
                && e.told().state() != IncidentState.RECOVERING;
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
