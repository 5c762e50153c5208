package dev.varde.collector.journal;

import dev.varde.collector.KernelLines;
import dev.varde.collector.KillReport;
import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.journal.JournalPosition.Mark;
import dev.varde.collector.tail.JournalLines;
import dev.varde.events.CollectorFact.GapSeen;
import dev.varde.events.EventId;
import dev.varde.events.Fact;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ServiceName;
import dev.varde.events.UnitFact;
import dev.varde.events.UnitFact.CoreDumped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes events of the journal's entries: which service each is about, what is told of it, and that
/// the position stays before it until the broker has it. Not thread-safe.
final class Narrator {
    private static final Pattern SUPPRESSED =
            Pattern.compile("Suppressed (\\d{1,9}) messages from (\\S{1,300})");

    private final JournalPosition position;
    private final Outbox outbox;
    private final Trouble trouble;
    private final InstantSource clock;
    private final Map<String, Instant> from = new HashMap<>();
    private final Map<String, JournalLines> lines = new LinkedHashMap<>();
    private final Map<String, FactBudget> budgets = new HashMap<>();
    private Sources sources;
    private @Nullable Audience audience;
    private UnitStory story = new UnitStory(_ -> null);

    /// @param known units that the run before this one read; of others only what is new is told
    Narrator(
            Sources sources,
            Set<String> known,
            JournalPosition position,
            Outbox outbox,
            Trouble trouble,
            InstantSource clock) {
        this.position = position;
        this.outbox = outbox;
        this.trouble = trouble;
        this.clock = clock;
        this.sources = sources;
        begin(sources, known);
    }

    void tellTo(Audience heard) {
        audience = heard;
        story = new UnitStory(heard.mainPids());
    }

    private void begin(Sources next, Collection<String> known) {
        Instant now = clock.instant();
        next.all().stream().filter(u -> !known.contains(u)).forEach(u -> from.putIfAbsent(u, now));
        from.keySet().retainAll(next.all());
        budgets.keySet().retainAll(next.units().keySet());
        next.logs()
                .keySet()
                .forEach(u ->
                        lines.computeIfAbsent(u, _ -> new JournalLines(Trouble.source(u), out(u))));
    }

    void reconfigure(Sources next) {
        Set<String> before = sources.all();
        lines.forEach((unit, of) -> {
            if (!next.logs().containsKey(unit)) {
                of.flush(clock.instant());
            }
        });
        lines.keySet().retainAll(next.logs().keySet());
        sources = next;
        begin(next, before);
        decide();
    }

    /// @param number the entry's, by the position
    void hear(JournalEntry entry, long number) {
        story.hear(entry).ifPresent(fact -> unit(entry, number, fact));
        GuardKills.hear(entry).ifPresent(this::kill);
        if (byKernel(entry)) {
            kernel(entry, number);
        }
        String managed = entry.byManager() ? entry.field("UNIT") : null;
        if (managed != null && sources.units().containsKey(managed) && audience != null) {
            audience.unitSpoke().run();
        }
        String unit = entry.field("_SYSTEMD_UNIT");
        JournalLines ofUnit = unit == null ? null : lines.get(unit);
        if (unit != null && ofUnit != null && isWanted(unit, entry)) {
            boolean broken = entry.has("_LINE_BREAK", "line-max");
            ofUnit.add(number, entry.pid(), time(entry), entry.text(), broken, clock.instant());
        }
        if (entry.byUnit(Sources.JOURNALD)) {
            suppressed(entry);
        }
        decide();
    }

    private boolean isWanted(String unit, JournalEntry entry) {
        Instant since = from.get(unit);
        return since == null || !entry.time().isBefore(since);
    }

    /// A clock that was set back leaves entries in the future.
    private Instant time(JournalEntry entry) {
        Instant now = clock.instant();
        return entry.time().isAfter(now) ? now : entry.time();
    }

    private void unit(JournalEntry entry, long number, UnitFact fact) {
        String unit = fact.unit();
        if (unit != null && !isWanted(unit, entry)) {
            return;
        }
        Set<ServiceName> services = services(entry, fact);
        if (services.isEmpty() || !mayTell(entry, unit == null ? "" : unit)) {
            return;
        }
        boolean first = true;
        for (ServiceName service : services) {
            EventId id = entry.id(first ? "" : service.value());
            first = false;
            put(number, id, time(entry), service, fact);
        }
    }

    private Set<ServiceName> services(JournalEntry entry, UnitFact fact) {
        Set<ServiceName> byUnit = sources.units().get(fact.unit());
        if (byUnit != null) {
            return byUnit;
        }
        return fact instanceof CoreDumped dump && audience != null
                ? audience.owners()
                        .ownerOf(dump.pid(), entry.field("COREDUMP_CGROUP"))
                        .map(Set::of)
                        .orElse(Set.of())
                : Set.of();
    }

    /// A unit that fails a hundred times a second says nothing new.
    private boolean mayTell(JournalEntry entry, String unit) {
        FactBudget.Verdict verdict =
                budgets.computeIfAbsent(unit, _ -> new FactBudget()).spend(clock.instant());
        if (verdict.heldBack() > 0) {
            String reason = "more than " + FactBudget.PER_MINUTE + " in a minute";
            GapSeen gap = new GapSeen("systemd:" + unit, verdict.heldBack(), reason);
            trouble.gap(entry, "held-back", gap);
        }
        return verdict.tell();
    }

    /// Programs may write into the kernel's log, but never with its facility.
    private static boolean byKernel(JournalEntry entry) {
        return entry.has("_TRANSPORT", "kernel") && entry.has("SYSLOG_FACILITY", "0");
    }

    private void kernel(JournalEntry entry, long number) {
        if (audience != null) {
            Runnable handedOn = () -> position.handedOn(number);
            Runnable acknowledged = () -> position.acknowledged(number);
            String text = UnitStory.text(entry);
            EventId id = entry.id("kernel");
            audience.kernel()
                    .said(new KernelLines.Line(time(entry), text, id, handedOn, acknowledged));
        }
    }

    private void kill(KillReport report) {
        if (audience != null) {
            audience.kills().reported(report);
        }
    }

    private void suppressed(JournalEntry entry) {
        Matcher m = SUPPRESSED.matcher(entry.text());
        if (m.find()) {
            String unit = m.group(2).substring(m.group(2).lastIndexOf('/') + 1);
            if (lines.containsKey(unit)) {
                String reason = "journald held them back: more came than its RateLimitBurst allows";
                long lost = Long.parseLong(m.group(1));
                trouble.gap(entry, "suppressed", new GapSeen(Trouble.source(unit), lost, reason));
            }
        }
    }

    private JournalLines.Out out(String unit) {
        return new JournalLines.Out() {
            @Override
            public void matched(long entry, int line, LogMatched fact) {
                position.at(entry).ifPresent(at -> line(unit, entry, line, at, fact));
            }

            @Override
            public void gap(String source, long lost, String reason) {
                trouble.gap(unit, new GapSeen(source, lost, reason));
            }
        };
    }

    private void line(String unit, long number, int line, Mark at, LogMatched fact) {
        String cursor = at.cursor() == null ? "" : at.cursor();
        JournalEntry entry = new JournalEntry(cursor, at.time(), Map.of());
        String what = line == 0 ? "line" : "line-" + line;
        boolean first = true;
        for (ServiceName service : sources.logs().getOrDefault(unit, Set.of())) {
            EventId id = entry.id(first ? what : what + ":" + service);
            first = false;
            put(number, id, time(entry), service, fact);
        }
    }

    private void put(
            long number, EventId id, Instant time, @Nullable ServiceName service, Fact fact) {
        position.handedOn(number);
        outbox.put(new Sighting(id, time, service, fact, () -> position.acknowledged(number)));
    }

    void startAnew(List<String> units) {
        Instant now = clock.instant();
        units.stream().flatMap(this::of).forEach(l -> l.startAnew(now));
    }

    void flush(List<String> units) {
        Instant now = clock.instant();
        units.stream().flatMap(this::of).forEach(l -> l.flush(now));
        decide();
    }

    void settle() {
        Instant now = clock.instant();
        lines.values().forEach(l -> l.settle(now));
        decide();
    }

    private java.util.stream.Stream<JournalLines> of(String unit) {
        return Optional.ofNullable(lines.get(unit)).stream();
    }

    private void decide() {
        position.decided(
                lines.values().stream()
                        .mapToLong(JournalLines::undecidedFrom)
                        .min()
                        .orElse(Long.MAX_VALUE));
    }
}
