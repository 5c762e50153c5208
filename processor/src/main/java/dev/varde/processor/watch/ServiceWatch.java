package dev.varde.processor.watch;

import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.OrderFact;
import dev.varde.events.UnitFact.RestartScheduled;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.diagnosis.Case.Neighbour;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import dev.varde.processor.evidence.Threads;
import dev.varde.processor.incident.Account;
import dev.varde.processor.incident.Account.Settling;
import dev.varde.processor.incident.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says which signals a service's incidents get.
public final class ServiceWatch {
    /// A dump that was taken before this trouble, for the last one, may still explain it.
    private static final Duration DUMP = Duration.ofMinutes(10);

    private ServiceWatch() {}

    /// The signals, and whether to look again at the next tick though nothing happens.
    public record Look(List<Call> calls, boolean again) {
        public Look {
            calls = List.copyOf(calls);
        }
    }

    /// Reads the levels of the service and of its workers.
    public static Look look(Scene s) {
        List<Call> calls = new ArrayList<>();
        Level service = Levels.of(s);
        Level workers = Workers.of(s);
        Slot slot = Slot.service(s.instance().id());
        signal(service, s, Settling.PROVEN).ifPresent(g -> calls.add(new Call(slot, g)));
        Slot parts = Slot.workers(s.instance().id());
        signal(workers, s, Settling.BY_ITSELF).ifPresent(g -> calls.add(new Call(parts, g)));
        return new Look(calls, again(service) || again(workers));
    }

    private static boolean again(Level level) {
        return switch (level) {
            case Level.Wait _ -> true;
            case Level.Planned l -> l.forNow();
            case Level.Fine _, Level.Unclear _, Level.Dead _, Level.Down _ -> false;
        };
    }

    private static Optional<Signal> signal(Level level, Scene s, Settling settling) {
        return switch (level) {
            case Level.Fine l -> Optional.of(new Signal.Healthy(l.at()));
            case Level.Planned l -> Optional.of(new Signal.Excused(l.at(), l.why()));
            case Level.Dead l ->
                    Optional.of(new Signal.Died(s.now(), account(l.c(), l.trigger(), s, settling)));
            case Level.Down l ->
                    Optional.of(
                            new Signal.Failing(s.now(), account(l.c(), l.trigger(), s, settling)));
            case Level.Unclear _, Level.Wait _ -> Optional.empty();
        };
    }

    private static Account account(Case.OfService c, EventId trigger, Scene s, Settling settling) {
        Account account = Accounts.of(c, trigger, s, settling);
        List<Evidence> dump =
                s.instance().orders().dumpSince(account.began().minus(DUMP)).stream().toList();
        return account.beside(dump)
                .beside(Beside.of(s.instance().id(), account.began(), s.around()));
    }

    /// What became of a restart order.
    public static Optional<Call> order(HostEvent event, InstanceEvidence instance) {
        if (!(event.fact() instanceof OrderFact fact)) {
            return Optional.empty();
        }
        Signal signal =
                switch (fact) {
                    case OrderFact.OrderStarted f ->
                            new Signal.OrderBegan(event.time(), f.order(), f.action());
                    case OrderFact.OrderCarriedOut f when f.exitCode() == 0 ->
                            new Signal.OrderDone(event.time(), f.order(), pids(f));
                    case OrderFact.OrderCarriedOut f ->
                            new Signal.OrderFailed(
                                    event.time(),
                                    f.order(),
                                    false,
                                    "exit code " + f.exitCode() + output(f));
                    case OrderFact.OrderRefused f ->
                            new Signal.OrderFailed(event.time(), f.order(), true, f.reason());
                    case OrderFact.ThreadDumpTaken f ->
                            new Signal.ThreadsSeen(
                                    event.time(), Threads.evidence(event, f), f.by());
                };
        return Optional.of(new Call(Slot.service(instance.id()), signal));
    }

    /// A restart by its unit manager, as that wrote down or as its counter shows.
    ///
    /// @param before what was known of the service before this
    public static Optional<Call> elsewhere(HostEvent event, InstanceEvidence before) {
        Signal signal =
                switch (event.fact()) {
                    case RestartScheduled f ->
                            new Signal.RestartedElsewhere(
                                    event.time(), "systemd", Math.max(1, f.counter()));
                    case UnitChanged f when counted(f, before) ->
                            new Signal.RestartedElsewhere(event.time(), keeper(f), f.restarts());
                    default -> null;
                };
        return Optional.ofNullable(signal).map(s -> new Call(Slot.service(before.id()), s));
    }

    private static boolean counted(UnitChanged now, InstanceEvidence before) {
        return before.unitSaid()
                .map(Seen::fact)
                .filter(u -> u.unit().equals(now.unit()) && u.restarts() < now.restarts())
                .isPresent();
    }

    /// As the collector names those that are no units of systemd.
    private static String keeper(UnitChanged unit) {
        return unit.unit().startsWith("container ") ? "its container engine" : "systemd";
    }

    /// Which process came for which, or null where neither is known.
    private static @Nullable String pids(OrderFact.OrderCarriedOut f) {
        Integer before = f.pidBefore();
        Integer after = f.pidAfter();
        return before == null && after == null
                ? null
                : "process %s → %s"
                        .formatted(
                                before == null ? "none" : before, after == null ? "none" : after);
    }

    private static String output(OrderFact.OrderCarriedOut f) {
        String text = f.output().strip();
        return text.isEmpty()
                ? ""
                : ": " + (text.length() <= 300 ? text : text.substring(0, 300) + "…");
    }

    /// A service as another one's neighbour, when it is down.
    public static Optional<Neighbour> neighbour(InstanceEvidence instance) {
        var death = instance.processes().mainDeath();
        if (death.isPresent()) {
            String words = "its process ended, " + death.get().fact().exit().inWords();
            return Optional.of(
                    new Neighbour(instance.service(), death.get().id(), death.get().time(), words));
        }
        return instance.health().down().stream()
                .findFirst()
                .map(c ->
                        new Neighbour(
                                instance.service(), c.event(), c.since(), "fails " + c.check()));
    }
}
