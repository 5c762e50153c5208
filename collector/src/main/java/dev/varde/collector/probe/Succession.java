package dev.varde.collector.probe;

import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who leads a service after its main process.
///
/// A main process that ends with code 0 and leaves one process without a parent in the service has
/// handed over to it, as a master does that replaces itself, or a program that puts itself into the
/// background. So has one whose pid file names another process of the service. That one is told as
/// the main process from then on. Otherwise, after a crash, the oldest one that is left alone for
/// ten seconds leads without an event, so that its end is told as the service's.
final class Succession {
    private static final long ORPHANED = Duration.ofSeconds(10).toNanos();

    private final Roster roster;
    private final Consumer<Member> leads;
    private final Map<ServiceName, Long> headlessSince = new HashMap<>();
    private final Set<ServiceName> handedOver = ConcurrentHashMap.newKeySet();

    /// @param leads told of a process that was a worker and leads now
    Succession(Roster roster, Consumer<Member> leads) {
        this.roster = roster;
        this.leads = leads;
    }

    /// A main process ended with code 0.
    void endedWell(ServiceName service) {
        handedOver.add(service);
    }

    /// The service's pid file names this one now.
    void named(Member member) {
        if (member.role == Role.WORKER) {
            roster.of(member.service).forEach(m -> m.role = Role.WORKER);
            lead(member);
        }
    }

    /// To be called after each look.
    void settle(ServiceName service, ProcessTable table) {
        if (roster.hasMain(service) || roster.of(service).isEmpty()) {
            forget(service);
            return;
        }
        List<Member> members = roster.of(service);
        long since = headlessSince.computeIfAbsent(service, _ -> System.nanoTime());
        if (handedOver.contains(service)) {
            heir(members, table).ifPresent(this::lead);
        }
        if (System.nanoTime() - since > ORPHANED) {
            members.stream()
                    .min(Comparator.comparingLong(m -> m.key.startTicks()))
                    .ifPresent(m -> m.role = Role.MAIN);
        }
    }

    /// Somebody else decides who leads it.
    void forget(ServiceName service) {
        headlessSince.remove(service);
        handedOver.remove(service);
    }

    private void lead(Member member) {
        member.role = Role.MAIN;
        leads.accept(member);
    }

    /// The only one whose parent is not of the service.
    private Optional<Member> heir(List<Member> members, ProcessTable table) {
        List<Member> alone = members.stream().filter(m -> isAlone(m, table)).toList();
        return alone.size() == 1 ? Optional.of(alone.getFirst()) : Optional.empty();
    }

    private boolean isAlone(Member member, ProcessTable table) {
        return table.row(member.key.pid())
                .map(r -> r.stat().parent())
                .flatMap(roster::living)
                .filter(parent -> parent.service.equals(member.service))
                .isEmpty();
    }
}
