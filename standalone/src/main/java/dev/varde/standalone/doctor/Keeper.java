package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.Snapshot.Seen;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who started a process that belongs to no unit, as far as the names of its ancestors tell.
sealed interface Keeper {
    /// Something that starts it again.
    record Supervisor(String what, int pid) implements Keeper {}

    /// A login or a terminal, with which it may end.
    record Session(Seen process) implements Keeper {}

    record Nobody() implements Keeper {}

    int MOST_STEPS = 32;

    /// How the names of supervisors begin, and what they are.
    Map<String, String> SUPERVISORS =
            Map.of(
                    "supervisord", "supervisord",
                    "containerd-shim", "a container runtime",
                    "conmon", "a container runtime",
                    "runsv", "runit",
                    "s6-supervise", "s6",
                    "PM2 v", "PM2",
                    "circusd", "circus",
                    "monit", "Monit");

    Set<String> SESSIONS =
            Set.of("sshd", "tmux: server", "screen", "SCREEN", "login", "su", "sudo");

    static Keeper of(Seen process, Snapshot snapshot) {
        Optional<Seen> above = snapshot.process(process.parent());
        for (int steps = 0; steps < MOST_STEPS && above.isPresent(); steps++) {
            Seen seen = above.get();
            Optional<String> supervisor = supervisor(seen);
            if (supervisor.isPresent()) {
                return new Supervisor(supervisor.get(), seen.pid());
            }
            if (SESSIONS.contains(seen.name())) {
                return new Session(seen);
            }
            above = snapshot.process(seen.parent());
        }
        return new Nobody();
    }

    private static Optional<String> supervisor(Seen seen) {
        return SUPERVISORS.entrySet().stream()
                .filter(e -> seen.name().startsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
