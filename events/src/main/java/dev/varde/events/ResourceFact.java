package dev.varde.events;

import org.jspecify.annotations.Nullable;

/// Memory, disk and other things that run out. All sizes in bytes.
public sealed interface ResourceFact extends Fact {

    /// From proc_meminfo(5) and /proc/pressure/memory.
    ///
    /// @param pressure share of the last 10 seconds in which some task waited for memory, 0 to 100,
    ///   or null
    record HostMemorySampled(
            long total, long available, long swapTotal, long swapFree, @Nullable Double pressure)
            implements ResourceFact {}

    /// Sums over all processes of the service.
    ///
    /// @param resident resident set, shared pages counted once per process
    /// @param limit the tightest memory limit of its cgroup, or null when there is none
    /// @param descriptorLimit the soft limit of the main process, or null
    record ServiceMemorySampled(
            long resident,
            long swap,
            @Nullable Long limit,
            int processes,
            int threads,
            @Nullable Integer descriptors,
            @Nullable Long descriptorLimit)
            implements ResourceFact {}

    /// One file system in use by a service, its logs or Varde.
    record DiskSampled(
            String mount,
            String device,
            long total,
            long available,
            long inodes,
            long inodesFree,
            boolean readOnly)
            implements ResourceFact {
        /// Bytes in use as a share of what users may fill, 0 to 1.
        public double used() {
            return total <= 0 ? 0 : 1.0 - (double) available / total;
        }
    }
}
