package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.TrapRaised;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

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

    /// Of no death in particular.
    Kernel said(HostEvent event, KernelFact fact) {
        return said(event, fact, new Anchor(Set.of(), Optional.empty()));
    }

    Kernel said(HostEvent event, KernelFact fact, Anchor anchor) {
        return switch (fact) {
            case OomKilled f ->
                    new Kernel(
                            add(kills, event, cut(f), s -> anchor.worth(s.fact().pid(), s.time())),
                            traps,
                            reports);
            case TrapRaised f ->
                    new Kernel(
                            kills,
                            add(traps, event, cut(f), s -> anchor.worth(s.fact().pid(), s.time())),
                            reports);
            case KernelReported f -> new Kernel(kills, traps, reported(event, f));
        };
    }

    /// A storm of one kind pushes no other out.
    private List<Seen<KernelReported>> reported(HostEvent event, KernelReported fact) {
        List<Seen<KernelReported>> same =
                reports.stream().filter(r -> r.fact().report() == fact.report()).toList();
        if (same.stream().anyMatch(r -> r.id().equals(event.id()))) {
            return reports;
        }
        List<Seen<KernelReported>> all = new ArrayList<>(reports);
        if (same.size() >= Bounds.REPORTS_OF_A_KIND) {
            all.remove(same.getFirst());
        }
        String text = Bounds.line(fact.text());
        all.add(Seen.of(event, new KernelReported(fact.report(), fact.pid(), text)));
        return all;
    }

    private static <F extends KernelFact> List<Seen<F>> add(
            List<Seen<F>> list, HostEvent event, F fact, ToIntFunction<Seen<F>> worth) {
        return list.stream().anyMatch(s -> s.id().equals(event.id()))
                ? list
                : Bounds.keep(list, Seen.of(event, fact), Bounds.KERNEL_FACTS, worth);
    }

    private static TrapRaised cut(TrapRaised f) {
        return new TrapRaised(
                f.pid(),
                Bounds.cut(f.comm(), Bounds.NAME),
                Bounds.cut(f.trap(), Bounds.NAME),
                Bounds.line(f.text()));
    }

    private static OomKilled cut(OomKilled f) {
        return new OomKilled(
                f.pid(),
                Bounds.cut(f.comm(), Bounds.NAME),
                f.scope(),
                f.killer(),
                f.resident(),
                f.cgroup() == null ? null : Bounds.cut(f.cgroup(), Bounds.NAME),
                Bounds.line(f.text()),
                Bounds.lines(f.context(), 2_000));
    }
}
