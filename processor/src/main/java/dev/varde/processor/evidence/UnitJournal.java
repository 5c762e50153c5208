package dev.varde.processor.evidence;

import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostEvent;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.UnitFact;
import dev.varde.events.UnitFact.CoreDumped;
import dev.varde.events.UnitFact.MainEnd;
import dev.varde.events.UnitFact.RestartScheduled;
import dev.varde.events.UnitFact.StartLimitHit;
import dev.varde.events.UnitFact.UnitChanged;
import dev.varde.events.UnitFact.UnitFailed;
import dev.varde.events.UnitFact.UnitProcessExited;
import dev.varde.events.UnitFact.WatchdogExpired;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the unit manager wrote down of one instance: the ends of its processes, and its words about
/// failures, restarts, limits, watchdogs and core dumps; oldest first.
public record UnitJournal(List<End> ends, List<Entry> entries) {
    static final UnitJournal NONE = new UnitJournal(List.of(), List.of());

    /// How long after the unit manager's word the kernel's may come, and the other way round.
    private static final Duration NEAR = Duration.ofSeconds(5);

    private static final int LONGEST_TEXT = 500;

    public UnitJournal {
        ends = List.copyOf(ends);
        entries = List.copyOf(entries);
    }

    /// @param pid null where the unit manager did not say it
    /// @param at null where it only said that it ended
    public record End(@Nullable Integer pid, @Nullable Instant at, ExitStatus exit) {}

    public enum Kind {
        FAILED,
        RESTART,
        START_LIMIT,
        WATCHDOG,
        CORE_DUMP
    }

    /// @param result of a failed unit, such as `oom-kill`; else empty
    public record Entry(EventId id, Instant time, Kind kind, String result, String text) {}

    /// @param anchor the death whose words are kept longest
    UnitJournal said(HostEvent event, UnitFact fact, Anchor anchor) {
        return switch (fact) {
            case UnitChanged f -> ended(f.ended(), anchor);
            case UnitProcessExited f ->
                    f.main() ? ended(new End(f.pid(), event.time(), f.exit()), anchor) : this;
            case UnitFailed f -> said(event, Kind.FAILED, f.result(), f.text(), anchor);
            case RestartScheduled f -> said(event, Kind.RESTART, "", f.text(), anchor);
            case StartLimitHit f -> said(event, Kind.START_LIMIT, "", f.text(), anchor);
            case WatchdogExpired f -> said(event, Kind.WATCHDOG, "", f.text(), anchor);
            case CoreDumped f -> said(event, Kind.CORE_DUMP, "", f.text(), anchor);
        };
    }

    private UnitJournal ended(@Nullable MainEnd end, Anchor anchor) {
        return end == null ? this : ended(new End(end.pid(), null, end.exit()), anchor);
    }

    private UnitJournal ended(End end, Anchor anchor) {
        return ends.contains(end)
                ? this
                : new UnitJournal(
                        Bounds.keep(ends, end, Bounds.UNIT_ENTRIES, e -> worth(e, anchor)),
                        entries);
    }

    private static int worth(End end, Anchor anchor) {
        Integer pid = end.pid();
        return pid != null && anchor.pids().contains(pid) ? 1 : 0;
    }

    private UnitJournal said(
            HostEvent event, Kind kind, String result, String text, Anchor anchor) {
        if (entries.stream().anyMatch(e -> e.id().equals(event.id()))) {
            return this;
        }
        Entry entry =
                new Entry(
                        event.id(),
                        event.time(),
                        kind,
                        Bounds.cut(result, Bounds.NAME),
                        Bounds.cut(text, LONGEST_TEXT));
        return new UnitJournal(
                ends, Bounds.keep(entries, entry, Bounds.UNIT_ENTRIES, e -> worth(e, anchor)));
    }

    private static int worth(Entry e, Anchor anchor) {
        return switch (e.kind()) {
            case FAILED, WATCHDOG, CORE_DUMP -> anchor.reason(e.time());
            case RESTART, START_LIMIT -> anchor.worth(e.time());
        };
    }

    /// The exit with the status that the unit manager knows, where the kernel's was not to be had.
    ProcessExited completed(Instant time, ProcessExited exit) {
        if (exit.exit().unavailable() == null) {
            return exit;
        }
        return end(time, exit).map(e -> with(exit, e.exit())).orElse(exit);
    }

    /// When the unit manager saw the process end, which may be long before a collector did.
    public Optional<Instant> endedAt(Instant time, ProcessExited exit) {
        return end(time, exit).flatMap(e -> Optional.ofNullable(e.at()));
    }

    private Optional<End> end(Instant time, ProcessExited exit) {
        return ends.stream().filter(e -> isOf(e, time, exit)).reduce((_, b) -> b);
    }

    private static boolean isOf(End end, Instant time, ProcessExited exit) {
        Instant at = end.at();
        if (at != null && (at.isBefore(exit.startedAt()) || at.isAfter(time.plus(NEAR)))) {
            return false;
        }
        Integer pid = end.pid();
        return pid != null
                ? pid == exit.process().pid()
                : exit.role() == Role.MAIN && at != null && !at.isBefore(time.minus(NEAR));
    }

    private static ProcessExited with(ProcessExited e, ExitStatus status) {
        return new ProcessExited(
                e.process(),
                e.role(),
                e.command(),
                e.startedAt(),
                status,
                e.resident(),
                e.lastLogAt(),
                e.lastLines(),
                e.remaining());
    }
}
