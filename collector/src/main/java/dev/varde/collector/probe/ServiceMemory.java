package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Sums the memory, threads and descriptors of a service's processes. Resident memory and threads
/// are those that the census saw within the last second.
final class ServiceMemory {
    private final Roster roster;
    private final Cgroups cgroups;
    private final Path proc;

    ServiceMemory(Roster roster, Cgroups cgroups, Path proc) {
        this.roster = roster;
        this.cgroups = cgroups;
        this.proc = proc;
    }

    /// Empty while no process of the service lives.
    Optional<ServiceMemorySampled> sample(ServiceName service) {
        List<Member> members = roster.of(service);
        if (members.isEmpty()) {
            return Optional.empty();
        }
        int main = roster.mainMember(service).orElse(members.getFirst()).key.pid();
        noteCgroup(service, main);
        OptionalLong limit = cgroups.limit(main);
        return Optional.of(
                new ServiceMemorySampled(
                        members.stream().mapToLong(m -> m.resident).sum(),
                        members.stream().mapToLong(m -> swap(m.key.pid())).sum(),
                        limit.isPresent() ? limit.getAsLong() : null,
                        members.size(),
                        members.stream().mapToInt(m -> m.threads).sum(),
                        descriptors(members),
                        descriptorLimit(main).orElse(null)));
    }

    /// The kernel may name a process that ended before any look; its cgroup tells whose it was,
    /// where all others in that cgroup are the service's.
    private void noteCgroup(ServiceName service, int main) {
        cgroups.memory(main)
                .filter(p -> p.path().length() > 1)
                .filter(p ->
                        Cgroups.all(
                                p,
                                pid ->
                                        roster.ownerOf(pid, null)
                                                .filter(service::equals)
                                                .isPresent()))
                .ifPresent(p -> roster.ownCgroup(p.path(), service));
    }

    private long swap(int pid) {
        String status = Proc.text(proc + "/" + pid + "/status", 8192).orElse("");
        return Proc.number(status, "VmSwap:").orElse(0L) * 1024;
    }

    /// Null when the descriptors of none may be counted.
    private @Nullable Integer descriptors(List<Member> members) {
        int sum = 0;
        boolean any = false;
        for (Member m : members) {
            String[] open = new File(proc + "/" + m.key.pid() + "/fd").list();
            any |= open != null;
            sum += open == null ? 0 : open.length;
        }
        return any ? sum : null;
    }

    private Optional<Long> descriptorLimit(int pid) {
        return Proc.text(proc + "/" + pid + "/limits", 8192)
                .flatMap(t -> t.lines().filter(l -> l.startsWith("Max open files")).findFirst())
                .map(l -> l.substring("Max open files".length()).strip().split("\\s+", 2)[0])
                .filter(v -> v.matches("\\d{1,18}"))
                .map(Long::valueOf);
    }
}
