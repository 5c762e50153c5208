package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.RunningOut;
import dev.varde.processor.evidence.Figure;
import dev.varde.processor.evidence.Resource;
import dev.varde.processor.trend.Outlook.Rising;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/// What is said of something that runs out, before it has.
final class Ahead {
    private static final double NEAR = 0.9;

    private Ahead() {}

    /// A finding about something that is counted.
    ///
    /// @param things such as `open files`
    static Finding finding(Cause cause, RunningOut r, String things, List<Advice> advice) {
        Figure f = r.figure();
        boolean near = f.share() >= NEAR;
        String when =
                r.outlook() instanceof Rising rising
                        ? ", and will be at "
                                + f.what()
                                + " in "
                                + left(r, rising)
                                + " if it goes on so"
                        : "";
        return new Finding(
                cause,
                near ? Confidence.CERTAIN : Confidence.LIKELY,
                r.who()
                        + " has "
                        + count(f.value())
                        + " of "
                        + count(f.limit())
                        + " "
                        + things
                        + when,
                List.of(quoted(r, Ahead::count)),
                against(r),
                advice);
    }

    private static List<String> against(RunningOut r) {
        int processes = r.sample().fact().processes();
        return processes == 1
                ? List.of()
                : List.of(
                        "It is counted over "
                                + processes
                                + " processes; one of them alone may be at its limit earlier.");
    }

    /// The figure and how it rises.
    static Evidence quoted(RunningOut r, LongFunction<String> words) {
        Figure f = r.figure();
        String rises =
                r.outlook() instanceof Rising x
                        ? "; its floor is "
                                + words.apply(x.floor())
                                + " and rose by "
                                + words.apply(x.perHour())
                                + " an hour over "
                                + Say.duration(x.over())
                        : "";
        return new Evidence(
                r.sample().id(),
                r.sample().time(),
                f.resource() == Resource.MEMORY ? "memory" : "process",
                words.apply(f.value()) + " of " + words.apply(f.limit()) + ", " + f.what() + rises);
    }

    static String left(RunningOut r, Rising rising) {
        return Say.duration(Duration.between(r.sample().time(), rising.reached()));
    }

    /// The main process, for commands.
    static String pid(RunningOut r) {
        return r.instance()
                .processes()
                .main()
                .map(p -> Integer.toString(p.process().pid()))
                .orElse("PID");
    }

    private static String count(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
