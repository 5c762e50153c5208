package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.RunningOut;
import dev.varde.processor.evidence.Resource;
import java.util.List;
import java.util.Optional;

/// The program may open no more files or sockets, or soon will not.
final class DescriptorsExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.DESCRIPTORS_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return c instanceof RunningOut r && r.figure().resource() == Resource.DESCRIPTORS
                ? Optional.of(Ahead.finding(cause(), r, "open files", ahead(r)))
                : OwnWords.of(c, cause())
                        .map(w -> w.finding("ran out of file descriptors", afterwards(w)));
    }

    private static List<Advice> afterwards(OwnWords w) {
        return List.of(
                new Advice(
                        "See what it holds",
                        List.of(
                                "ls -l /proc/PID/fd | wc -l",
                                "lsof -p PID | awk '{print $5}' | sort | uniq -c"),
                        "Many sockets in CLOSE_WAIT, or many times the same file, are a leak."),
                new Advice(
                        "Raise the limit",
                        List.of(Shell.setProperty(w.death().instance(), "LimitNOFILE=65536")),
                        "The usual limit of 1,024 is too low for a server with many "
                                + "connections."));
    }

    private static List<Advice> ahead(RunningOut r) {
        String pid = Ahead.pid(r);
        return List.of(
                new Advice(
                        "See what is open",
                        List.of(
                                "ls -l /proc/"
                                        + pid
                                        + "/fd | awk '{print $NF}' | sed 's/[0-9]\\+/N/g' | sort | uniq -c | sort -n | tail",
                                "ss -tnp | grep pid=" + pid),
                        "Many of one kind is a leak: sockets in CLOSE-WAIT are connections that it never closes."),
                new Advice(
                        "Raise the limit",
                        List.of(
                                "prlimit --pid " + pid + " --nofile=65536:65536",
                                "systemctl edit " + Shell.unit(r.instance())),
                        "For the process that runs now, then for good with LimitNOFILE=65536 under"
                                + " [Service]. Against load that helps; against a leak it only buys time."));
    }
}
