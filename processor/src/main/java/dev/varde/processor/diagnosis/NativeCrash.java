package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.evidence.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The program crashed in native code: a segmentation fault, an abort, an illegal instruction.
final class NativeCrash implements Rule {
    private static final Duration NEAR = Duration.ofSeconds(10);

    @Override
    public Cause cause() {
        return Cause.NATIVE_CRASH;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d)
                || d.ending().killed()
                || d.ending().asked()
                || d.ending().success()) {
            return Optional.empty();
        }
        Optional<Seen<TrapRaised>> trap = trap(d);
        Optional<Line> line = d.transcript().said(cause()).map(Said::line);
        boolean crashed = d.ending().crashed() || line.isPresent() || trap.isPresent();
        return crashed && !raisedByItself(d)
                ? Optional.of(finding(d, trap, line))
                : Optional.empty();
    }

    /// C++ and Rust end an uncaught exception with SIGABRT, Go prints SIGSEGV for a nil pointer.
    private static boolean raisedByItself(Death d) {
        return UnhandledException.trace(d).filter(Trace::last).isPresent();
    }

    private static Optional<Seen<TrapRaised>> trap(Death d) {
        return Stream.concat(
                        d.instance().kernel().traps().stream(), d.host().kernel().traps().stream())
                .filter(t -> t.fact().pid() == d.fact().process().pid())
                .filter(t -> Duration.between(t.time(), d.exit().time()).abs().compareTo(NEAR) <= 0)
                .findFirst();
    }

    private Finding finding(Death d, Optional<Seen<TrapRaised>> trap, Optional<Line> line) {
        List<Evidence> evidence = new ArrayList<>();
        trap.ifPresent(t ->
                evidence.add(
                        new Evidence(t.id(), t.time(), "kernel", Say.cut(t.fact().text(), 4_000))));
        line.ifPresent(l -> evidence.add(Say.line(l)));
        evidence.addAll(d.ended());
        String how =
                trap.map(t -> Say.cut(t.fact().trap(), 60))
                        .orElseGet(() ->
                                d.presumed()
                                        ? line.map(l -> Say.cut(l.text(), 100)).orElse("")
                                        : d.ending().words());
        boolean certain = d.ending().crashed() || trap.isPresent() || d.presumed();
        return new Finding(
                cause(),
                certain ? Confidence.CERTAIN : Confidence.LIKELY,
                d.who() + " crashed in native code (" + how + ")",
                evidence,
                List.of(),
                List.of(
                        new Advice(
                                "Look at the core dump",
                                List.of(
                                        "coredumpctl list",
                                        "coredumpctl info " + d.fact().process().pid()),
                                "The top frame names the library. Pin its version to the one that worked.")));
    }
}
