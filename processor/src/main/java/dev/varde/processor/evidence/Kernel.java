package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.TrapRaised;
import java.util.List;

/// What the kernel said last, by kind.
public record Kernel(
        List<Seen<OomKilled>> kills,
        List<Seen<TrapRaised>> traps,
        List<Seen<KernelReported>> reports) {
    static final Kernel NONE = new Kernel(List.of(), List.of(), List.of());

    public Kernel {
        kills = List.copyOf(kills);
        traps = List.copyOf(traps);
        reports = List.copyOf(reports);
    }

    Kernel said(HostEvent event, KernelFact fact) {
        return switch (fact) {
            case OomKilled f -> new Kernel(add(kills, event, cut(f)), traps, reports);
            case TrapRaised f -> new Kernel(kills, add(traps, event, f), reports);
            case KernelReported f -> new Kernel(kills, traps, add(reports, event, f));
        };
    }

    private static <F extends KernelFact> List<Seen<F>> add(
            List<Seen<F>> list, HostEvent event, F fact) {
        return list.stream().anyMatch(s -> s.id().equals(event.id()))
                ? list
                : Bounds.keep(list, Seen.of(event, fact), Bounds.KERNEL_FACTS);
    }

    private static OomKilled cut(OomKilled f) {
        return new OomKilled(
                f.pid(),
                f.comm(),
                f.scope(),
                f.killer(),
                f.resident(),
                f.cgroup(),
                Bounds.line(f.text()),
                Bounds.lines(f.context(), 2_000));
    }
}
