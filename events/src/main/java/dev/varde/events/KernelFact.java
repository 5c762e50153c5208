package dev.varde.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the kernel said. Events carry the service when the pid or cgroup belongs to one; otherwise
/// they are the host's.
public sealed interface KernelFact extends Fact {
    /// The line as it was read, without the record's prefix.
    String text();

    enum OomScope {
        GLOBAL,
        CGROUP
    }

    /// Who killed for memory.
    enum Killer {
        KERNEL,
        SYSTEMD_OOMD,
        EARLYOOM
    }

    /// A process, or all of a cgroup, was killed because memory ran short.
    ///
    /// @param pid 0 where the one who told of it names none, as systemd and systemd-oomd do
    /// @param comm the victim's name, cut to 15 characters by the kernel; empty when not said
    /// @param resident anonymous, file and shared resident bytes together, or null when not said
    /// @param cgroup the victim's cgroup, where the kernel said it
    /// @param context other lines of the same kill, such as `oom-kill:constraint=…`
    record OomKilled(
            int pid,
            String comm,
            OomScope scope,
            Killer killer,
            @Nullable Long resident,
            @Nullable String cgroup,
            String text,
            List<String> context)
            implements KernelFact {
        public OomKilled {
            context = List.copyOf(context);
        }
    }

    /// A segmentation fault or another trap that ends a process.
    ///
    /// @param trap such as `segfault`, `general protection fault`, `divide error`
    record TrapRaised(int pid, String comm, String trap, String text) implements KernelFact {}

    /// `LOCKUP` is a processor that does not schedule, soft or hard; `OOM_UNEXPLAINED` kills for
    /// lack of memory that were counted and that nobody named; `OOM_NO_VICTIM` lack of memory with
    /// nothing left to kill; `PANIC` the end of the system, mostly told after the next boot.
    enum Report {
        HUNG_TASK,
        LOCKUP,
        IO_ERROR,
        FILESYSTEM_READ_ONLY,
        FILESYSTEM_ERROR,
        OOPS,
        OOM_UNEXPLAINED,
        OOM_NO_VICTIM,
        RCU_STALL,
        PANIC
    }

    /// @param pid the task it names, where it names one
    record KernelReported(Report report, @Nullable Integer pid, String text)
            implements KernelFact {}
}
