package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.RunningOut;
import dev.varde.processor.evidence.Resource;
import java.util.List;
import java.util.Optional;

/// A service runs out of threads and processes.
final class ThreadsExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.THREADS_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return c instanceof RunningOut r && r.figure().resource() == Resource.THREADS
                ? Optional.of(Ahead.finding(cause(), r, "threads", advice(r)))
                : Optional.empty();
    }

    static List<Advice> advice(RunningOut r) {
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
