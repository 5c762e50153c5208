package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import java.util.List;
import java.util.Optional;

/// The program, its user or its cgroup may start no more threads or processes.
final class ThreadsExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.THREADS_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause())
                .map(w -> w.finding("could not start another thread or process", advice()));
    }

    private static List<Advice> advice() {
        return List.of(
                new Advice(
                        "See what bounds it",
                        List.of(
                                "cat /sys/fs/cgroup/pids.max",
                                "ulimit -u",
                                "sysctl kernel.threads-max kernel.pid_max vm.max_map_count"),
                        "TasksMax= of the unit, pids of the container, or the user."),
                new Advice(
                        "Find out why there are so many",
                        List.of("ls /proc/PID/task | wc -l"),
                        "A pool without a bound, or a thread for each request, grows until "
                                + "something ends it."));
    }
}
