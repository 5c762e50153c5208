package dev.varde.processor.topology;

import dev.varde.events.EventId;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.processor.incident.Effect;
import dev.varde.processor.incident.Lifecycle;
import dev.varde.processor.incident.Signal;
import dev.varde.processor.incident.State;
import dev.varde.processor.incident.State.Episode;
import dev.varde.processor.incident.Step;
import dev.varde.processor.watch.Call;
import dev.varde.processor.watch.Slot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The incidents of one partition's hosts: takes their steps, among what they have to do with each
/// other, and hands out their revisions.
final class Incidents {
    private final Kept<State> states;
    private final Kindred kindred;
    private final Memory memory;
    private final Lifecycle lifecycle;
    private final Consumer<Incident> tell;
    private final Consumer<HostName> given;

    /// @param given takes a host that was given up on and never came back; its incident is
    ///   forgotten
    Incidents(
            Kept<State> states,
            Kindred kindred,
            Memory memory,
            Lifecycle lifecycle,
            Consumer<Incident> tell,
            Consumer<HostName> given) {
        this.states = states;
        this.kindred = kindred;
        this.memory = memory;
        this.lifecycle = lifecycle;
        this.tell = tell;
        this.given = given;
    }

    void signal(Call call) {
        Slot slot = call.slot();
        State before = state(slot);
        Step step = step(slot, before, memory.remembered(call.signal()));
        memory.told(before, step.state());
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.Tell e -> tell.accept(e.incident());
                case Effect.Forget _ -> forget(slot);
            }
        }
        switch (step.state()) {
            case State.Quiet _ -> states.remove(slot.key());
            case Episode e -> states.put(slot.key(), e);
        }
        if (!step.effects().isEmpty()) {
            toldOf(slot, call.signal().at());
        }
    }

    /// A signal for the incident of this id, wherever on the host it is.
    void signal(HostName host, IncidentId incident, Signal signal) {
        for (Slot slot : slots()) {
            if (slot.host().equals(host)
                    && state(slot) instanceof Episode e
                    && e.told().id().equals(incident)) {
                signal(new Call(slot, signal));
            }
        }
    }

    /// Time passes for an incident.
    void tick(Slot slot, Instant now) {
        signal(new Call(slot, new Signal.Ticked(now)));
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
                    kindred.on(slot.host())
                            .forEach(id -> {
                                tick(Slot.service(id), at);
                                kindred.pin(id);
                            });
            case WORKERS, MEMORY, SWAP, DISK, KERNEL, REBOOT, LEAK, DESCRIPTORS, THREADS -> {}
        }
    }

    private void forget(Slot slot) {
        if (slot.kind() == Slot.Kind.SILENCE && state(slot) instanceof Episode e && !e.over()) {
            given.accept(slot.host());
        }
    }

    /// What has an incident.
    List<Slot> slots() {
        return states.keys().stream().map(Slot::parse).toList();
    }

    /// Since when an incident that is not resolved is in its state.
    Optional<Instant> openSince(Slot slot) {
        return state(slot) instanceof Episode e && !e.told().closed()
                ? Optional.of(e.since())
                : Optional.empty();
    }

    boolean open(Slot slot) {
        return state(slot) instanceof Episode e && !e.told().closed();
    }

    /// It is told and still holds.
    boolean standing(Slot slot) {
        return open(slot)
                && state(slot) instanceof Episode e
                && e.told().state() != IncidentState.RECOVERING;
    }

    /// Whether the incident has told of this trouble.
    boolean knows(Slot slot, EventId trigger) {
        return state(slot) instanceof Episode e && e.triggers().contains(trigger);
    }

    private State state(Slot slot) {
        return states.get(slot.key()).orElseGet(State.Quiet::new);
    }
}
