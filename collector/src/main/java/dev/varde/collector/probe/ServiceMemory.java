package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.CgroupUse;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Sums the memory, threads and descriptors of a service's processes. Resident memory and threads
/// are those that the census saw within the last second. Not thread-safe.
final class ServiceMemory {
    private final Roster roster;
    private final Cgroups cgroups;
    private final CgroupFigures groups;
    private final ProcessFigures processes;

    ServiceMemory(Roster roster, Cgroups cgroups, CgroupFigures groups, Path proc) {
        this.roster = roster;
        this.cgroups = cgroups;
        this.groups = groups;
        this.processes = new ProcessFigures(proc);
    }

    /// What is known without a look at any file.
    ///
    /// @param resident bytes
    record Glance(int processes, long resident, int threads) {}

    Glance glance(ServiceName service) {
        int processes = 0;
        long resident = 0;
        int threads = 0;
        for (Member m : roster.members(service)) {
            processes++;
            resident += m.resident;
            threads += m.threads;
        }
        return new Glance(processes, resident, threads);
    }

    /// Empty while no process of the service lives.
    Optional<ServiceMemorySampled> sample(ServiceName service) {
        List<Member> members = roster.of(service);
        if (members.isEmpty()) {
            return Optional.empty();
        }
        int main = roster.mainMember(service).orElse(members.getFirst()).key.pid();
        Cgroups.Place place = cgroups.memory(main).orElse(null);
        boolean alone = place != null && noteCgroup(service, place);
        OptionalLong limit = place == null ? OptionalLong.empty() : Cgroups.limit(place);
        ProcessFigures.Limits limits = processes.limits(main);
        CgroupUse group = alone ? groups.of(main).orElse(null) : null;
        return Optional.of(
                new ServiceMemorySampled(
                        members.stream().mapToLong(m -> m.resident).sum(),
                        swap(members),
                        limit.isPresent() ? limit.getAsLong() : null,
                        members.size(),
                        members.stream().mapToInt(m -> m.threads).sum(),
                        descriptors(members),
                        limits.openFiles(),
                        limits.processes(),
                        group));
    }

    /// The kernel may name a process that ended before any look; its cgroup tells whose it was,
    /// where all others in that cgroup are the service's.
    ///
    /// @return whether the cgroup is the service's alone
    private boolean noteCgroup(ServiceName service, Cgroups.Place place) {
        boolean own = place.path().length() > 1 && Cgroups.all(place, pid -> owns(service, pid));
        if (own) {
            roster.ownCgroup(place.path(), service);
        }
        return own;
    }

    private boolean owns(ServiceName service, int pid) {
        return roster.ownerOf(pid, null).filter(service::equals).isPresent();
    }

    private long swap(List<Member> members) {
        long sum = 0;
        for (Member m : members) {
            sum += processes.swap(m.key.pid());
        }
        return sum;
    }

    /// Null when the descriptors of none may be counted.
    private @Nullable Integer descriptors(List<Member> members) {
        int sum = 0;
        boolean any = false;
        for (Member m : members) {
            OptionalInt open = processes.descriptors(m.key.pid());
            any |= open.isPresent();
            sum += open.orElse(0);
        }
        return any ? sum : null;
    }
}
