package dev.varde.processor.diagnosis;

import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.evidence.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The kills for lack of memory that belong to a death: of the same process, or of another process
/// of the service moments before. The kernel's line and the death may come in either order.
final class MemoryKills {
    private static final Duration NEAR = Duration.ofSeconds(10);
    private static final int COMM = 15;

    private MemoryKills() {}

    /// @param exact the victim is the process that died
    record Kill(Seen<OomKilled> seen, boolean exact) {
        Evidence quoted() {
            return new Evidence(
                    seen.id(), seen.time(), "kernel", Say.cut(seen.fact().text(), 4_000));
        }

        /// The victim in words; whoever told of the kill may not have named it.
        String victim() {
            int pid = seen.fact().pid();
            return pid == 0 ? "a process of it" : "its process " + pid;
        }

        /// What speaks against the kill being that of the main process.
        List<String> against() {
            int pid = seen.fact().pid();
            return exact
                    ? List.of()
                    : pid == 0
                            ? List.of("Nobody named the victim by its pid.")
                            : List.of("The victim, pid " + pid + ", was not the main process.");
        }

        /// Such as `1.9 GiB resident`, or nothing.
        String resident(Death d) {
            Long bytes =
                    seen.fact().resident() == null ? d.fact().resident() : seen.fact().resident();
            return bytes == null ? "" : Say.bytes(bytes) + " resident";
        }
    }

    static Optional<Kill> of(Death d) {
        return Stream.concat(
                        d.instance().kernel().kills().stream().map(k -> kill(d, k, true)),
                        d.host().kernel().kills().stream().map(k -> kill(d, k, false)))
                .flatMap(Optional::stream)
                .reduce((a, b) -> a.exact() ? a : b);
    }

    /// A guard's kill of this very process; earlyoom asks with SIGTERM first.
    static Optional<Kill> byGuard(Death d) {
        return of(d).filter(Kill::exact).filter(k -> k.seen().fact().killer() != Killer.KERNEL);
    }

    /// Whether it ended with success and nobody says that memory had to do with it.
    static boolean unharmed(Death d) {
        return d.ending().success()
                && byGuard(d).isEmpty()
                && UnitWords.failed(d, "oom-kill").isEmpty();
    }

    private static Optional<Kill> kill(Death d, Seen<OomKilled> k, boolean attributed) {
        if (Duration.between(k.time(), d.exit().time()).abs().compareTo(NEAR) > 0) {
            return Optional.empty();
        }
        int pid = k.fact().pid();
        if (pid == d.fact().process().pid()) {
            return Optional.of(new Kill(k, true));
        }
        if (k.time().isBefore(d.fact().startedAt())) {
            return Optional.empty(); // a kill in an earlier life
        }
        boolean ours = attributed || exited(d, pid);
        boolean inside = ours && !d.ofWorker() && !exited(d, pid) && sameName(k.fact(), d.fact());
        return ours && !d.ofWorker() ? Optional.of(new Kill(k, inside)) : Optional.empty();
    }

    private static boolean exited(Death d, int pid) {
        return d.instance().processes().exits().stream()
                .filter(e -> e.fact().process().pid() == pid)
                .anyMatch(e ->
                        Duration.between(e.time(), d.exit().time()).abs().compareTo(NEAR) <= 0);
    }

    /// In a container the kernel's pid and the collector's may differ; the kernel cuts the name to
    /// 15 characters (TASK_COMM_LEN, proc_pid_comm(5)).
    private static boolean sameName(OomKilled kill, ProcessExited exit) {
        String program = exit.command().strip().split("\\s", 2)[0];
        String name = program.substring(program.lastIndexOf('/') + 1);
        return !name.isEmpty()
                && kill.comm().equals(name.substring(0, Math.min(COMM, name.length())));
    }
}
