package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.RunningOut;
import dev.varde.processor.evidence.Resource;
import java.util.List;
import java.util.Optional;

/// The program, its user or its cgroup may start no more threads or processes, or soon will not.
final class ThreadsExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.THREADS_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return c instanceof RunningOut r && r.figure().resource() == Resource.THREADS
                ? Optional.of(Ahead.finding(cause(), r, "threads", ahead(r)))
                : OwnWords.of(c, cause())
                        .map(w ->
                                w.finding(
                                        "could not start another thread or process", afterwards()));
    }

    private static List<Advice> afterwards() {
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

    private static List<Advice> ahead(RunningOut r) {
        String pid = Ahead.pid(r);
        return List.of(
                new Advice(
                        "See which threads there are",
                        List.of(
                                "ps -L -o comm= -p " + pid + " | sort | uniq -c | sort -n | tail",
                                "jcmd " + pid + " Thread.print | grep -c '^\"'"),
                        "Many of one name is a pool without a bound, or threads that wait for ever."),
                new Advice(
                        "Raise the limit",
                        List.of(
                                "systemctl set-property "
                                        + Shell.unit(r.instance())
                                        + " TasksMax=8192",
                                "systemctl show -p TasksMax,TasksCurrent "
                                        + Shell.unit(r.instance())),
                        "Against load that helps; against a leak it only buys time."));
    }
}
