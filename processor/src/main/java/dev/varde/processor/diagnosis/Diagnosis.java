package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The best finding of a case, and the others beside it.
public record Diagnosis(Finding best, List<Finding> others) {
    /// Order of belief: what killed for lack of memory, then the last definitive words of the
    /// process itself, then how it ended, then what its checks say. A planned stop was asked for
    /// before. Within it, what is only possible comes after all that is at least likely.
    public static final List<Rule> BELIEF =
            List.of(
                    new OomKill(),
                    new MemoryLimit(),
                    new PortInUse(),
                    new DiskFull(),
                    new DatabaseUnreachable(),
                    new DatabaseConnectionLost(),
                    new UnhandledException(),
                    new NativeCrash(),
                    new KilledBySignal(),
                    new ExitUnexplained(),
                    new Hang(),
                    new Unhealthy(),
                    new HostSilent(),
                    new MemoryLow(),
                    new SwapMissing(),
                    new DiskFilling(),
                    new MemoryLeak(),
                    new DescriptorsExhausted(),
                    new ThreadsExhausted(),
                    new Unknown());

    public Diagnosis {
        others = List.copyOf(others);
    }

    public static Diagnosis of(Case c) {
        return of(c, SiteRules.NONE);
    }

    public static Diagnosis of(Case c, SiteRules own) {
        List<Finding> findings =
                own.among(BELIEF).stream()
                        .flatMap(r -> r.examine(c).stream())
                        .sorted(Comparator.comparing(f -> f.confidence() == Confidence.POSSIBLE))
                        .toList();
        if (findings.isEmpty()) {
            throw new IllegalStateException("no rule speaks of " + c.getClass().getSimpleName());
        }
        boolean explained = findings.size() > 1;
        return new Diagnosis(
                findings.getFirst(),
                findings.stream()
                        .skip(1)
                        .filter(f -> !explained || !f.cause().equals(Cause.UNKNOWN))
                        .toList());
    }

    /// Best first.
    public List<Finding> all() {
        return Stream.concat(Stream.of(best), others.stream()).toList();
    }
}
