package dev.varde.processor.evidence;

import dev.varde.events.EventId;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HostEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What each health check of an instance said last.
public record Health(List<CheckState> checks) {
    static final Health NONE = new Health(List.of());

    public Health {
        checks = List.copyOf(checks);
    }

    /// @param event the event that told the present state first
    /// @param since when the present state began
    /// @param lastPassed when it last passed, or null when it never did
    /// @param passedSinceStart whether it passed since the newest main process started
    /// @param failure the last failure, or null while it passes
    public record CheckState(
            String check,
            CheckKind kind,
            String target,
            EventId event,
            Instant since,
            @Nullable Instant lastPassed,
            boolean passedSinceStart,
            @Nullable Seen<CheckFailed> failure) {
        public boolean passing() {
            return failure == null;
        }

        /// Whether it failed often enough for the service to count as down.
        public boolean down() {
            return failure != null && failure.fact().down();
        }
    }

    /// The checks that make the service down, longest first.
    public List<CheckState> down() {
        return checks.stream()
                .filter(CheckState::down)
                .sorted((a, b) -> a.since().compareTo(b.since()))
                .toList();
    }

    /// Whether all checks pass and each passed since the newest main process started.
    public boolean provenSinceStart() {
        return !checks.isEmpty()
                && checks.stream().allMatch(c -> c.passing() && c.passedSinceStart());
    }

    /// Whether any check passed since the newest main process started.
    public boolean answeredSinceStart() {
        return checks.stream().anyMatch(CheckState::passedSinceStart);
    }

    /// When the check that came back last came back.
    public Optional<Instant> passingSince() {
        return checks.stream().map(CheckState::since).max(Instant::compareTo);
    }

    Health passed(HostEvent event, CheckPassed fact) {
        CheckState before = find(fact);
        CheckState same = before != null && before.passing() ? before : null;
        return with(
                new CheckState(
                        fact.check(),
                        fact.kind(),
                        Bounds.cut(fact.target(), Bounds.NAME),
                        same == null ? event.id() : same.event(),
                        same == null ? event.time() : same.since(),
                        event.time(),
                        true,
                        null));
    }

    Health failed(HostEvent event, CheckFailed fact) {
        CheckState before = find(fact);
        CheckState same = before != null && !before.passing() ? before : null;
        return with(
                new CheckState(
                        fact.check(),
                        fact.kind(),
                        Bounds.cut(fact.target(), Bounds.NAME),
                        same == null ? event.id() : same.event(),
                        same == null ? event.time() : same.since(),
                        before == null ? null : before.lastPassed(),
                        before != null && before.passedSinceStart(),
                        new Seen<>(event.id(), event.time(), cut(fact))));
    }

    /// A new main process: what passed before it started proves nothing about it. A check may have
    /// passed on the new process just before its start was seen.
    Health restarted(Instant startedAt) {
        return new Health(
                checks.stream()
                        .map(c ->
                                new CheckState(
                                        c.check(),
                                        c.kind(),
                                        c.target(),
                                        c.event(),
                                        c.since(),
                                        c.lastPassed(),
                                        c.passing() && after(c.lastPassed(), startedAt),
                                        c.failure()))
                        .toList());
    }

    /// Forgets checks that are no longer configured.
    Health only(List<String> names) {
        return new Health(checks.stream().filter(c -> names.contains(c.check())).toList());
    }

    private static boolean after(@Nullable Instant passed, Instant startedAt) {
        return passed != null && !passed.isBefore(startedAt);
    }

    private @Nullable CheckState find(HealthFact fact) {
        return checks.stream().filter(c -> c.check().equals(fact.check())).findFirst().orElse(null);
    }

    private Health with(CheckState state) {
        List<CheckState> all = new ArrayList<>(checks);
        all.removeIf(c -> c.check().equals(state.check()));
        return new Health(Bounds.keep(all, state, Bounds.CHECKS));
    }

    private static CheckFailed cut(CheckFailed f) {
        return new CheckFailed(
                f.check(),
                f.kind(),
                Bounds.cut(f.target(), Bounds.NAME),
                f.failure(),
                f.status(),
                Bounds.cut(f.detail(), Bounds.SENTENCE),
                f.consecutive(),
                f.threshold(),
                f.latency(),
                f.holder() == null
                        ? null
                        : new HealthFact.PortHolder(
                                f.holder().pid(), Bounds.cut(f.holder().command(), Bounds.NAME)),
                f.of());
    }
}
