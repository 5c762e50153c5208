package dev.varde.events;

/// A process that cannot be confused with a later one of the same pid.
///
/// @param pid the process id in the collector's pid namespace
/// @param startTicks start time after boot in clock ticks (proc_pid_stat(5), field 22)
public record ProcessKey(int pid, long startTicks) {
    @Override
    public String toString() {
        return pid + "/" + startTicks;
    }
}
