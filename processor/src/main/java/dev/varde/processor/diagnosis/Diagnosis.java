package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The best finding of a case, and the others beside it.
public record Diagnosis(Finding best, List<Finding> others) {
    /// What killed for lack of memory.
    private static final List<Rule> MEMORY =
            List.of(new OomKill(), new MemoryLimit(), new OomGuard());

    /// What the process said itself, or who watched over it said of it. What was said nearest to
    /// the death comes first; in one trace the more special cause does.
    private static final List<Rule> WORDS =
            List.of(
                    new PortInUse(),
                    new DiskFull(),
                    new FilesystemReadOnly(),
                    new DiskIoError(),
                    new DataCorruption(),
                    new DescriptorsExhausted(),
                    new ThreadsExhausted(),
                    new HeapExhausted(),
                    new NativeMemoryExhausted(),
                    new StackOverflow(),
                    new DatabaseAuthFailed(),
                    new DatabaseConnectionsExhausted(),
                    new DatabaseSchemaMismatch(),
                    new DnsFailure(),
                    new TlsFailure(),
                    new DatabaseConnectionLost(),
                    new DatabaseUnreachable(),
                    new BrokerUnreachable(),
                    new UpstreamUnreachable(),
                    new MissingDependency(),
                    new PermissionDenied(),
                    new ConfigError(),
                    new WorkerTimeout(),
                    new Deadlock(),
                    new UnhandledException());

    /// What the unit manager said, how the process ended, what its checks say, what the host shows.
    private static final List<Rule> SIGNS =
            List.of(
                    new Watchdog(),
                    new StartTimeout(),
                    new StopTimeout(),
                    new NativeCrash(),
                    new KilledBySignal(),
                    new CrashLoop(),
                    new ExitUnexplained(),
                    new Hang(),
                    new Unhealthy(),
                    new KernelHang(),
                    new KernelCrash(),
                    new HostRebooted(),
                    new HostSilent(),
                    new MemoryLow(),
                    new SwapMissing(),
                    new DiskFilling(),
                    new MemoryLeak(),
                    new Unknown());

    /// Order of belief. A planned stop was asked for before. What is only possible comes after all
    /// that is at least likely.
    public static final List<Rule> BELIEF =
            Stream.of(MEMORY, WORDS, SIGNS).flatMap(List::stream).toList();

    public Diagnosis {
        others = List.copyOf(others);
    }

    /// @throws IllegalStateException where no rule speaks; one does of every case but trouble of
    ///   the kernel
    public static Diagnosis of(Case c) {
        return of(c, SiteRules.NONE);
    }

    /// @param own what the site's own rules know, believed after what was said from outside the
    ///   program and before what programs say in general
    /// @throws IllegalStateException as [#of(Case)]
    public static Diagnosis of(Case c, SiteRules own) {
        return ofAny(c, own)
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no rule speaks of " + c.getClass().getSimpleName()));
    }

    /// Empty where no rule speaks.
    public static Optional<Diagnosis> ofAny(Case c) {
        return ofAny(c, SiteRules.NONE);
    }

    private static Optional<Diagnosis> ofAny(Case c, SiteRules own) {
        List<Finding> findings = new ArrayList<>(findings(MEMORY, c));
        findings.addAll(findings(own.rules(), c));
        findings.addAll(
                findings(WORDS, c).stream()
                        .sorted(
                                Comparator.comparingInt((Finding f) -> distance(c, f))
                                        .thenComparing(f -> !namesTheEnd(c, f)))
                        .toList());
        findings.addAll(findings(SIGNS, c));
        findings.sort(Comparator.comparing(f -> f.confidence() == Confidence.POSSIBLE));
        return findings.isEmpty() ? Optional.empty() : Optional.of(ranked(findings));
    }

    private static Diagnosis ranked(List<Finding> findings) {
        boolean explained = findings.size() > 1;
        return new Diagnosis(
                findings.getFirst(),
                findings.stream()
                        .skip(1)
                        .filter(f -> !explained || !f.cause().equals(Cause.UNKNOWN))
                        .toList());
    }

    private static List<Finding> findings(List<Rule> rules, Case c) {
        return rules.stream().flatMap(r -> r.examine(c).stream()).toList();
    }

    private static int distance(Case c, Finding finding) {
        return c instanceof Case.Death d ? d.transcript().distance(finding.cause()) : 0;
    }

    /// Where one line names two causes, the one that only an end is written for.
    private static boolean namesTheEnd(Case c, Finding finding) {
        return c instanceof Case.Death d && d.transcript().namesTheEnd(finding.cause());
    }

    /// Best first.
    public List<Finding> all() {
        return Stream.concat(Stream.of(best), others.stream()).toList();
    }
}
