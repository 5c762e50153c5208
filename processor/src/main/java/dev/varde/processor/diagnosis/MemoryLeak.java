package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.processor.diagnosis.Case.RunningOut;
import dev.varde.processor.evidence.Resource;
import dev.varde.processor.trend.Outlook.Rising;
import java.util.List;
import java.util.Optional;

/// A service holds more and more memory and gives none of it back. A warning, and never a reason
/// for a restart: what looks like a leak may be a cache that is not full yet.
final class MemoryLeak implements Rule {
    @Override
    public Cause cause() {
        return Cause.MEMORY_LEAK;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return c instanceof RunningOut r
                        && r.figure().resource() == Resource.MEMORY
                        && r.outlook() instanceof Rising rising
                ? Optional.of(finding(r, rising))
                : Optional.empty();
    }

    private Finding finding(RunningOut r, Rising rising) {
        return new Finding(
                cause(),
                Confidence.LIKELY,
                r.who()
                        + " holds more and more memory: "
                        + Say.bytes(rising.perHour())
                        + " an hour, and will be at "
                        + r.figure().what()
                        + " ("
                        + Say.bytes(r.figure().limit())
                        + ") in "
                        + Ahead.left(r, rising)
                        + " if it goes on so",
                List.of(Ahead.quoted(r, Say::bytes)),
                List.of("A cache that is not full yet looks the same."),
                advice(r));
    }

    private static List<Advice> advice(RunningOut r) {
        String pid = Ahead.pid(r);
        return List.of(
                new Advice(
                        "Take a heap profile while it grows, and one an hour later",
                        List.of(
                                "jcmd " + pid + " GC.class_histogram",
                                "py-spy dump --pid " + pid,
                                "grep -E 'Rss|Pss|Private' /proc/" + pid + "/smaps_rollup"),
                        "What grew between the two is what leaks. jcmd is for Java, py-spy for Python."),
                new Advice(
                        "Until it is mended, restart it at a quiet hour",
                        List.of("systemctl restart " + Shell.unit(r.instance())),
                        "Varde does not restart it for this: it still works."));
    }
}
