package dev.varde.processor.evidence;

import dev.varde.events.CollectorFact;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import dev.varde.events.KernelFact;
import dev.varde.events.LogFact;
import dev.varde.events.OrderFact;
import dev.varde.events.ProcessFact;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ResourceFact;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact;
import dev.varde.events.UnitFact.Guards;
import dev.varde.events.UnitFact.UnitChanged;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known of one service on one host: the events that still matter, bounded.
///
/// @param declared what its collector has configured for it, or null when it never said
/// @param unit what the unit manager said last when it was asked
/// @param journal what it wrote down by itself; state that an older version kept has none
/// @param use the floors of what it uses; state that an older version kept has none
public record InstanceEvidence(
        ServiceName service,
        HostName host,
        @Nullable Seen<ServiceDeclared> declared,
        Processes processes,
        Health health,
        Words words,
        Memory memory,
        Kernel kernel,
        @Nullable Seen<UnitChanged> unit,
        @Nullable UnitJournal journal,
        Orders orders,
        @Nullable Use use) {
    /// Values of Restart with which a crash is followed by a restart (systemd.service(5)).
    private static final Set<String> RESTARTING =
            Set.of("always", "on-failure", "on-abnormal", "on-abort", "on-watchdog");

    public static InstanceEvidence none(InstanceId id) {
        return new InstanceEvidence(
                id.service(),
                id.host(),
                null,
                Processes.NONE,
                Health.NONE,
                Words.NONE,
                Memory.NONE,
                Kernel.NONE,
                null,
                null,
                Orders.NONE,
                null);
    }

    public InstanceId id() {
        return new InstanceId(service, host);
    }

    public Map<String, String> labels() {
        return declared == null ? Map.of() : declared.fact().labels();
    }

    /// Whether its processes are looked for; where nobody said, whether one was ever seen.
    public boolean watchesProcess() {
        return declared == null
                ? !processes.living().isEmpty() || !processes.exits().isEmpty()
                : declared.fact().watchesProcess();
    }

    /// Whether it has health checks, answered or not.
    public boolean hasChecks() {
        return declared == null ? !health.checks().isEmpty() : !declared.fact().checks().isEmpty();
    }

    /// Whether Varde may restart it: it has an action, and nobody else is doing it, or any more.
    public boolean restartable() {
        return declared != null && declared.fact().restart() != null && !keptByUnit();
    }

    /// Whether the unit manager restarts it after a crash. A unit that failed is started by nobody:
    /// it reached its limit of starts, or ended in a way that its policy leaves alone.
    private boolean keptByUnit() {
        Guards guards = unit == null ? null : unit.fact().guards();
        boolean guarded =
                guards == null
                        ? declared != null && declared.fact().unitRestarts()
                        : RESTARTING.contains(guards.restart());
        return guarded && (unit == null || !unit.fact().active().equals("failed"));
    }

    public Optional<Seen<UnitChanged>> unitSaid() {
        return Optional.ofNullable(unit);
    }

    public UnitJournal units() {
        return journal == null ? UnitJournal.NONE : journal;
    }

    public Use uses() {
        return use == null ? Use.NONE : use;
    }

    /// Folds one event of this instance; returns itself when nothing changes.
    public InstanceEvidence fold(HostEvent event) {
        return switch (event.fact()) {
            case ProcessFact f -> process(event, f);
            case HealthFact f -> health(event, f);
            case LogFact.LogMatched f -> words(words.matched(event, f));
            case KernelFact f -> kernel(kernel.said(event, f, Anchor.of(processes)));
            case ServiceMemorySampled f ->
                    memory(memory.sampled(event, f), uses().sampled(event, f));
            case OrderFact f -> order(event, f);
            case UnitFact f -> unit(event, f);
            case ServiceDeclared f -> declare(event, f);
            case ResourceFact _, CollectorFact _, Fact.Unknown _ -> this;
        };
    }

    private InstanceEvidence process(HostEvent event, ProcessFact fact) {
        return switch (fact) {
            case ProcessFact.ProcessStarted f -> {
                Processes after = processes.started(event, f);
                yield after.equals(processes)
                        ? this
                        : with(
                                after,
                                f.role() == Role.MAIN ? health.restarted(f.startedAt()) : health);
            }
            case ProcessFact.ProcessExited f -> {
                Processes after = processes.exited(event, units().completed(event.time(), f));
                if (after.equals(processes)) {
                    yield this;
                }
                InstanceEvidence told = with(after, health);
                yield f.role() == Role.MAIN ? told.words(words.lifeEnded()) : told;
            }
            case ProcessFact.ProcessMissing f -> with(processes.missing(event, f), health);
        };
    }

    private InstanceEvidence health(HostEvent event, HealthFact fact) {
        return with(
                processes,
                switch (fact) {
                    case HealthFact.CheckPassed f -> health.passed(event, f);
                    case HealthFact.CheckFailed f -> health.failed(event, f);
                });
    }

    private InstanceEvidence order(HostEvent event, OrderFact fact) {
        Orders after =
                switch (fact) {
                    case OrderFact.OrderStarted f -> orders.started(event, f);
                    case OrderFact.OrderCarriedOut f -> orders.ended(event, f.order());
                    case OrderFact.OrderRefused f -> orders.ended(event, f.order());
                    case OrderFact.ThreadDumpTaken f -> orders.dumped(event, f);
                };
        return new InstanceEvidence(
                service, host, declared, processes, health, words, memory, kernel, unit, journal,
                after, use);
    }

    private InstanceEvidence declare(HostEvent event, ServiceDeclared fact) {
        return new InstanceEvidence(
                service,
                host,
                Seen.of(event, fact),
                processes,
                health.only(fact.checks()),
                words,
                memory,
                kernel,
                unit,
                journal,
                orders,
                use);
    }

    private InstanceEvidence unit(HostEvent event, UnitFact fact) {
        UnitJournal after = units().said(event, fact, Anchor.of(processes));
        return new InstanceEvidence(
                service,
                host,
                declared,
                processes.completed(after),
                health,
                words,
                memory,
                kernel,
                fact instanceof UnitChanged f ? Seen.of(event, f) : unit,
                after,
                orders,
                use);
    }

    /// Another main process holds nothing of what the one before held.
    private InstanceEvidence with(Processes processes, Health health) {
        boolean other = !Objects.equals(processes.newest(), this.processes.newest());
        return new InstanceEvidence(
                service,
                host,
                declared,
                processes,
                health,
                words,
                memory,
                kernel,
                unit,
                journal,
                orders,
                other ? null : use);
    }

    private InstanceEvidence words(Words after) {
        return after.equals(words)
                ? this
                : new InstanceEvidence(
                        service, host, declared, processes, health, after, memory, kernel, unit,
                        journal, orders, use);
    }

    private InstanceEvidence kernel(Kernel after) {
        return new InstanceEvidence(
                service, host, declared, processes, health, words, memory, after, unit, journal,
                orders, use);
    }

    private InstanceEvidence memory(Memory after, Use used) {
        return after.equals(memory) && used.equals(use)
                ? this
                : new InstanceEvidence(
                        service, host, declared, processes, health, words, after, kernel, unit,
                        journal, orders, used);
    }
}
