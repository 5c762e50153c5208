package dev.varde.collector.probe;

import dev.varde.collector.Owners;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which living process belongs to which service, and which did until a minute ago. Thread-safe.
final class Roster implements Owners {
    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();
    private static final int MOST_CGROUPS = 1_000;

    private record Past(ProcessKey key, ServiceName service, long endedNanos) {}

    private record Owned(String cgroup, ServiceName service) {}

    private final Map<ProcessKey, Member> living = new ConcurrentHashMap<>();
    private final Map<Integer, Member> byPid = new ConcurrentHashMap<>();
    private final Map<ServiceName, Set<Member>> byService = new ConcurrentHashMap<>();
    private final Map<Integer, Past> past = new ConcurrentHashMap<>();
    private final Map<String, Owned> cgroups = new ConcurrentHashMap<>();

    void add(Member member) {
        living.put(member.key, member);
        byPid.put(member.key.pid(), member);
        byService.computeIfAbsent(member.service, _ -> ConcurrentHashMap.newKeySet()).add(member);
    }

    /// Empty when it was removed before, so that a death is told once.
    Optional<Member> remove(ProcessKey key) {
        Member member = living.remove(key);
        if (member == null) {
            return Optional.empty();
        }
        forget(member);
        long now = System.nanoTime();
        past.values().removeIf(p -> now - p.endedNanos() > REMEMBERED);
        past.put(key.pid(), new Past(key, member.service, now));
        return Optional.of(member);
    }

    /// Takes a living process off again, as if it had never been there.
    void forget(Member member) {
        living.remove(member.key, member);
        byPid.remove(member.key.pid(), member);
        members(member.service).remove(member);
    }

    /// As they are now and as they change; [#of] without a copy.
    Set<Member> members(ServiceName service) {
        return byService.getOrDefault(service, Set.of());
    }

    /// Forgets what it knows of all other services.
    void keepOnly(Set<ServiceName> services) {
        past.values().removeIf(p -> !services.contains(p.service()));
        cgroups.values().removeIf(o -> !services.contains(o.service()));
    }

    /// Notes a cgroup that belongs to a service alone.
    void ownCgroup(String cgroup, ServiceName service) {
        if (cgroups.size() < MOST_CGROUPS) {
            cgroups.put(cgroup, new Owned(cgroup, service));
        }
    }

    /// The cgroups that belong to a service alone, at most a thousand.
    Map<String, ServiceName> ownedCgroups() {
        return cgroups.values().stream()
                .collect(Collectors.toMap(Owned::cgroup, Owned::service, (a, _) -> a));
    }

    Optional<Member> member(ProcessKey key) {
        return Optional.ofNullable(living.get(key));
    }

    /// Whether it was told to have ended; a look that began before may still show it alive.
    boolean ended(ProcessKey key) {
        Past ended = past.get(key.pid());
        return ended != null && ended.key().equals(key);
    }

    Optional<Member> living(int pid) {
        return Optional.ofNullable(byPid.get(pid));
    }

    List<Member> of(ServiceName service) {
        return List.copyOf(members(service));
    }

    List<Member> all() {
        return List.copyOf(living.values());
    }

    @Override
    public Optional<ServiceName> ownerOf(int pid, @Nullable String cgroup) {
        Member member = byPid.get(pid);
        if (member != null) {
            return Optional.of(member.service);
        }
        Past ended = past.get(pid);
        if (ended != null && System.nanoTime() - ended.endedNanos() <= REMEMBERED) {
            return Optional.of(ended.service());
        }
        return cgroup == null ? Optional.empty() : ownerOfCgroup(cgroup);
    }

    /// The service whose cgroup is the path or the nearest one above it.
    private Optional<ServiceName> ownerOfCgroup(String cgroup) {
        return cgroups.values().stream()
                .filter(o -> cgroup.equals(o.cgroup()) || cgroup.startsWith(o.cgroup() + "/"))
                .max(Comparator.comparingInt(o -> o.cgroup().length()))
                .map(Owned::service);
    }

    @Override
    public Optional<ProcessKey> main(ServiceName service) {
        return mainMember(service).map(m -> m.key);
    }

    /// The oldest, where there are several; asked often, so without a stream.
    Optional<Member> mainMember(ServiceName service) {
        Member oldest = null;
        for (Member m : members(service)) {
            boolean older = oldest == null || m.key.startTicks() < oldest.key.startTicks();
            oldest = m.role == Role.MAIN && older ? m : oldest;
        }
        return Optional.ofNullable(oldest);
    }

    boolean hasMain(ServiceName service) {
        for (Member m : members(service)) {
            if (m.role == Role.MAIN) {
                return true;
            }
        }
        return false;
    }
}
