package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.RunningOut;
import dev.varde.processor.evidence.Resource;
import java.util.List;
import java.util.Optional;

/// A service runs out of open files: each socket, file and pipe is one.
final class DescriptorsExhausted implements Rule {
    @Override
    public Cause cause() {
        return Cause.DESCRIPTORS_EXHAUSTED;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return c instanceof RunningOut r && r.figure().resource() == Resource.DESCRIPTORS
                ? Optional.of(Ahead.finding(cause(), r, "open files", advice(r)))
                : Optional.empty();
    }

    static List<Advice> advice(RunningOut r) {
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
