package dev.varde.collector;

import dev.varde.events.ServiceName;
import java.util.List;

/// How many processes were killed for lack of memory in each cgroup that belongs to one service
/// alone, by the kernel's own count.
@FunctionalInterface
public interface KillCounts {
    List<KillCount> killCounts();

    /// @param cgroup path from the hierarchy's root
    /// @param identity inode of the cgroup's folder: another one with the same path counts from
    ///   zero
    /// @param kills since the cgroup was made, those in cgroups below it included
    /// @param limited whether it, or one above it, has a memory limit
    record KillCount(
            ServiceName service, String cgroup, long identity, long kills, boolean limited) {}
}
