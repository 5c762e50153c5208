package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Report;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.diagnosis.Case.KernelTrouble;
import dev.varde.processor.evidence.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the kernel reported of a host.
record KernelReports(KernelTrouble trouble) {
    private static final Duration NEAR = Duration.ofMinutes(2);
    private static final Duration TOGETHER = Duration.ofMinutes(10);

    static Optional<KernelReports> of(Case c, Report... kinds) {
        return c instanceof KernelTrouble t && List.of(kinds).contains(t.report().fact().report())
                ? Optional.of(new KernelReports(t))
                : Optional.empty();
    }

    /// @param what follows the host's name
    Finding finding(Cause cause, String what, List<Advice> advice) {
        return finding(cause, what, List.of(), advice);
    }

    /// @param against what contradicts it, in words
    Finding finding(Cause cause, String what, List<String> against, List<Advice> advice) {
        Seen<KernelReported> report = trouble.report();
        String text = Say.cut(report.fact().text(), 160);
        return new Finding(
                cause,
                against.isEmpty() ? Confidence.CERTAIN : Confidence.LIKELY,
                trouble.host().host() + " " + what + ": " + text,
                List.of(quoted(report)),
                against,
                advice);
    }

    /// Whether it reported such a thing once and nothing like it shortly before.
    boolean single(Report... kinds) {
        Instant at = trouble.report().time();
        return trouble.host().kernel().reports().stream()
                .filter(r -> !r.id().equals(trouble.report().id()))
                .filter(r -> List.of(kinds).contains(r.fact().report()))
                .noneMatch(r -> Duration.between(r.time(), at).abs().compareTo(TOGETHER) <= 0);
    }

    /// What it reported of these kinds shortly before a death.
    static List<Evidence> near(Death d, Report... kinds) {
        return Stream.concat(
                        d.instance().kernel().reports().stream(),
                        d.host().kernel().reports().stream())
                .filter(r -> List.of(kinds).contains(r.fact().report()))
                .filter(r -> Duration.between(r.time(), d.exit().time()).abs().compareTo(NEAR) <= 0)
                .map(KernelReports::quoted)
                .distinct()
                .limit(3)
                .toList();
    }

    private static Evidence quoted(Seen<KernelReported> r) {
        return new Evidence(r.id(), r.time(), "kernel", Say.cut(r.fact().text(), 4_000));
    }
}
