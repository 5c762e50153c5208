package dev.varde.processor.evidence;

import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The newest death of a main process, to hold on to what belongs to it while a noisy service goes
/// on. The kernel may tell of it before it is seen, so the living main processes count too.
///
/// @param pids of the main processes that live and of the one that died last
/// @param died when; empty before the first death
record Anchor(Set<Integer> pids, Optional<Instant> died) {
    private static final long NEAR = 15_000;
    private static final int OURS = 20_000;

    static Anchor of(Processes processes) {
        Optional<Seen<ProcessExited>> death = processes.lastMain();
        return new Anchor(
                Stream.concat(
                                processes.living().stream()
                                        .filter(p -> p.role() == Role.MAIN)
                                        .map(p -> p.process().pid()),
                                death.stream().map(d -> d.fact().process().pid()))
                        .collect(Collectors.toSet()),
                death.map(Seen::time));
    }

    /// What it is worth to the newest death: the nearer the more, and most of all what names its
    /// pid.
    int worth(int pid, Instant at) {
        return worth(at) + (pids.contains(pid) ? OURS : 0);
    }

    /// The same of what may say why.
    int reason(Instant at) {
        int worth = worth(at);
        return worth == 0 ? 0 : worth + OURS;
    }

    /// Milliseconds that it is nearer than the time within which it can belong to it.
    int worth(Instant at) {
        return died.map(d -> NEAR - Math.min(NEAR, Duration.between(d, at).abs().toMillis()))
                .map(Long::intValue)
                .orElse(0);
    }
}
