package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.diagnosis.MemoryKills.Kill;
import dev.varde.processor.evidence.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The host ran out of memory and the kernel, or a guard like systemd-oomd or earlyoom, killed the
/// process.
final class OomKill implements Rule {
    private static final double NEARLY_NONE = 0.02;

    @Override
    public Cause cause() {
        return Cause.OOM_KILL;
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
            return kill.filter(k -> k.seen().fact().scope() == OomScope.GLOBAL)
                    .map(k -> told(d, k));
        }
        return unitSays(d).map(said -> byUnit(d, said)).or(() -> suspected(d));
    }

    private Finding told(Death d, Kill k) {
        OomKilled f = k.seen().fact();
        String killer =
                switch (f.killer()) {
                    case KERNEL -> "the kernel: out of memory";
                    case SYSTEMD_OOMD -> "systemd-oomd: memory pressure";
                    case EARLYOOM -> "earlyoom: little memory left";
                };
        String what = facts(k.resident(d), swap(d));
        String summary =
                k.exact()
                        ? d.who() + " was killed by " + killer + what
                        : d.who()
                                + " ended after "
                                + k.victim()
                                + " was killed by "
                                + killer
                                + what;
        List<Evidence> evidence = new ArrayList<>(List.of(k.quoted()));
        memory(d).ifPresent(evidence::add);
        return new Finding(
                cause(),
                k.exact() ? Confidence.CERTAIN : Confidence.LIKELY,
                summary,
                evidence,
                k.against(),
                advice(d));
    }

    private Finding byUnit(Death d, Evidence said) {
        return new Finding(
                cause(),
                Confidence.LIKELY,
                d.who()
                        + " was killed for lack of memory, says the unit manager"
                        + facts(resident(d), swap(d)),
                List.of(said, Say.exit(d.exit())),
                List.of("No kernel line about it was seen."),
                advice(d));
    }

    /// Killed while the host had next to nothing left, and nobody says by whom.
    private Optional<Finding> suspected(Death d) {
        Optional<Evidence> memory = memory(d);
        if (!d.ending().killed() || memory.isEmpty() || !exhausted(d)) {
            return Optional.empty();
        }
        return Optional.of(
                new Finding(
                        cause(),
                        Confidence.POSSIBLE,
                        d.who()
                                + " was killed while the host had almost no memory left"
                                + facts(resident(d), swap(d)),
                        List.of(Say.exit(d.exit()), memory.get()),
                        List.of("No kernel line about a kill was seen."),
                        advice(d)));
    }

    private static boolean exhausted(Death d) {
        return d.host()
                .memorySaid()
                .map(Seen::fact)
                .filter(m ->
                        m.available() < NEARLY_NONE * m.total()
                                && m.swapFree() < NEARLY_NONE * m.total())
                .isPresent();
    }

    private static Optional<Evidence> unitSays(Death d) {
        return UnitWords.outOfMemory(d).filter(_ -> MemoryLimit.limit(d).isEmpty());
    }

    private static String resident(Death d) {
        Long bytes = d.fact().resident();
        return bytes == null ? "" : Say.bytes(bytes) + " resident";
    }

    private static String swap(Death d) {
        return d.host().memorySaid().filter(m -> m.fact().swapTotal() == 0).isPresent()
                ? "no swap"
                : "";
    }

    private static String facts(String... facts) {
        List<String> said = Stream.of(facts).filter(f -> !f.isEmpty()).toList();
        return said.isEmpty() ? "" : " (" + String.join(", ", said) + ")";
    }

    static Optional<Evidence> memory(Death d) {
        return d.host()
                .memorySaid()
                .map(m ->
                        new Evidence(
                                m.id(),
                                m.time(),
                                "memory",
                                Say.bytes(m.fact().available())
                                        + " of "
                                        + Say.bytes(m.fact().total())
                                        + " available, swap "
                                        + Say.bytes(m.fact().swapFree())
                                        + " of "
                                        + Say.bytes(m.fact().swapTotal())
                                        + " free"));
    }

    private static List<Advice> advice(Death d) {
        return List.of(
                new Advice(
                        "See what used the memory",
                        List.of(
                                "journalctl -k --since '10 min ago' --no-pager",
                                "ps -eo pid,rss,comm --sort=-rss | head"),
                        "The kernel kills the largest process, which need not be the one that grew."),
                new Advice(
                        "Give the host swap, or more memory",
                        List.of(
                                "fallocate -l 2G /swapfile",
                                "chmod 600 /swapfile",
                                "mkswap /swapfile",
                                "swapon /swapfile"),
                        "With swap a short peak makes the host slow instead of killing a service."),
                new Advice(
                        "Give the service a limit of its own",
                        List.of(
                                "systemctl set-property "
                                        + Shell.unit(d.instance())
                                        + " MemoryHigh=70%"),
                        "Then it is slowed down before it takes the whole host."));
    }
}
