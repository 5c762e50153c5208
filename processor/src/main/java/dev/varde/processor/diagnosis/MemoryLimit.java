package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.diagnosis.MemoryKills.Kill;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The service passed the memory limit of its own cgroup and the kernel killed it; the host may
/// have had plenty.
final class MemoryLimit implements Rule {
    private static final double NEAR = 0.95;

    @Override
    public Cause cause() {
        return Cause.MEMORY_LIMIT;
    }

    @Override
    public boolean saidFromOutside() {
        return true;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        if (!(c instanceof Death d) || d.ending().success()) {
            return Optional.empty();
        }
        Optional<Kill> kill = MemoryKills.of(d);
        if (kill.isPresent()) {
            return kill.filter(k -> k.seen().fact().scope() == OomScope.CGROUP)
                    .map(k -> told(d, k));
        }
        return unitSays(d).map(said -> byUnit(d, said)).or(() -> suspected(d));
    }

    private Finding told(Death d, Kill k) {
        String what = facts(k.resident(d), limit(d).map(l -> "limit " + Say.bytes(l)).orElse(""));
        String summary =
                k.exact()
                        ? d.who() + " was killed by the kernel: over its memory limit" + what
                        : d.who()
                                + " ended after the kernel killed "
                                + k.victim()
                                + ": over its memory limit"
                                + what;
        return new Finding(
                cause(),
                k.exact() ? Confidence.CERTAIN : Confidence.LIKELY,
                summary,
                List.of(k.quoted()),
                k.against(),
                advice(d));
    }

    private Finding byUnit(Death d, Evidence said) {
        return new Finding(
                cause(),
                Confidence.LIKELY,
                d.who()
                        + " was killed for lack of memory, says the unit manager"
                        + facts(limit(d).map(l -> "limit " + Say.bytes(l)).orElse("")),
                List.of(said, Say.exit(d.exit())),
                List.of("No kernel line about it was seen."),
                advice(d));
    }

    /// The kernel log may not be readable: a kill close to the limit is the kernel's all the same.
    private Optional<Finding> suspected(Death d) {
        Long resident = d.fact().resident();
        Optional<Long> limit = limit(d);
        if (!d.ending().killed()
                || resident == null
                || limit.isEmpty()
                || resident < NEAR * limit.get()) {
            return Optional.empty();
        }
        String what = facts(Say.bytes(resident) + " resident", "limit " + Say.bytes(limit.get()));
        return Optional.of(
                new Finding(
                        cause(),
                        Confidence.LIKELY,
                        d.who() + " was killed close to its memory limit" + what,
                        List.of(Say.exit(d.exit())),
                        List.of("No kernel line about a kill was seen."),
                        advice(d)));
    }

    private static Optional<Evidence> unitSays(Death d) {
        return UnitWords.outOfMemory(d).filter(_ -> limit(d).isPresent());
    }

    static Optional<Long> limit(Death d) {
        var last = d.instance().memory().last();
        return last == null ? Optional.empty() : Optional.ofNullable(last.fact().limit());
    }

    private static String facts(String... facts) {
        List<String> said = Stream.of(facts).filter(f -> !f.isEmpty()).toList();
        return said.isEmpty() ? "" : " (" + String.join(", ", said) + ")";
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "Raise the limit, if the host has room",
                        List.of(
                                "systemctl show -p MemoryMax,MemoryCurrent "
                                        + Shell.unit(d.instance()),
                                "systemctl set-property "
                                        + Shell.unit(d.instance())
                                        + " MemoryMax=2G"),
                        "The figure is an example: take what the curve shows plus a quarter."),
                new Advice(
                        "Make the program use less",
                        List.of(),
                        "Fewer workers, or a heap of at most three quarters of the limit, leave room for"
                                + " what is not on the heap."));
    }
}
