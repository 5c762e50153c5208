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
    /// @param descriptors open in all processes, or null where none may be counted
    /// @param descriptorLimit the soft limit of the main process, or null
    /// @param threadLimit the soft limit of processes and threads of the main process's user
    ///   (getrlimit(2), `RLIMIT_NPROC`), or null
    /// @param cgroup what its control group counts, or null where it has none
    record ServiceMemorySampled(
            long resident,
            long swap,
            @Nullable Long limit,
            int processes,
            int threads,
            @Nullable Integer descriptors,
            @Nullable Long descriptorLimit,
            @Nullable Long threadLimit,
            @Nullable CgroupUse cgroup)
            implements ResourceFact {
        public ServiceMemorySampled(
                long resident,
                long swap,
                @Nullable Long limit,
                int processes,
                int threads,
                @Nullable Integer descriptors,
                @Nullable Long descriptorLimit) {
            this(
                    resident,
                    swap,
                    limit,
                    processes,
                    threads,
                    descriptors,
                    descriptorLimit,
                    null,
                    null);
        }
    }

    /// What a control group of a service alone counts, of version 1 or 2 (cgroups(7)).
    ///
    /// @param memory bytes it is charged with, the page cache included, or null
    /// @param memoryHigh from here on the kernel slows it down and takes memory back, in bytes, the
    ///   tightest of it and those above; or null when there is no such limit
    /// @param swapLimit bytes of swap it may use, the tightest likewise; or null
    /// @param tasks processes and threads in it, or null
    /// @param taskLimit the most it may have, the tightest likewise; or null
    /// @param pressure how its tasks waited; null in version 1, which does not count it
    record CgroupUse(
            @Nullable Long memory,
            @Nullable Long memoryHigh,
            @Nullable Long swapLimit,
            @Nullable Long tasks,
            @Nullable Long taskLimit,
            @Nullable Pressure pressure) {}

    /// Pressure stall information (the kernel's accounting/psi.rst); null what the kernel does not
    /// tell.
    record Pressure(@Nullable Stall cpu, @Nullable Stall memory, @Nullable Stall io) {}

    /// Shares of the last 10 seconds, 0 to 100.
    ///
    /// @param some in which some task waited
    /// @param full in which all tasks that were not idle waited at once
    record Stall(double some, double full) {}

    /// How the host's tasks waited for processor, memory and disk.
    record HostPressureSampled(Pressure pressure) implements ResourceFact {}

    /// What the kernel has a fixed number of, host-wide.
    ///
    /// @param processes living, workers of the kernel included
    /// @param tasks processes and their threads
    /// @param taskLimit the lesser of `kernel.threads-max` and `kernel.pid_max`
    /// @param files open files, `fs.file-nr`
    /// @param fileLimit `fs.file-max`
    record HostLimitsSampled(int processes, int tasks, long taskLimit, long files, long fileLimit)
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
