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
    private final Map<ServiceName, Long> headlessSince = new HashMap<>();
    private final Set<ServiceName> handedOver = ConcurrentHashMap.newKeySet();

    Succession(Roster roster) {
        this.roster = roster;
    }

    /// A main process ended with code 0.
    void endedWell(ServiceName service) {
        handedOver.add(service);
    }

    /// The service's pid file names this one now.
    void named(Member member) {
        if (member.role == Role.WORKER) {
            roster.of(member.service).forEach(Succession::follow);
            member.role = Role.MAIN;
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
            heir(members, table).ifPresent(m -> m.role = Role.MAIN);
        }
        if (System.nanoTime() - since > ORPHANED) {
            members.stream()
                    .min(Comparator.comparingLong(m -> m.key.startTicks()))
                    .ifPresent(Succession::leadUntold);
        }
    }

    /// One that leads again later is told of again.
    private static void follow(Member member) {
        member.role = Role.WORKER;
        member.told = member.told == null ? null : Role.WORKER;
    }

    private static void leadUntold(Member member) {
        member.role = Role.MAIN;
        member.told = member.told == null ? null : Role.MAIN;
    }

    /// Somebody else decides who leads it.
    void forget(ServiceName service) {
        headlessSince.remove(service);
        handedOver.remove(service);
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
