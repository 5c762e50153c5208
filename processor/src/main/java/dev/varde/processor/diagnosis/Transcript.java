package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import dev.varde.processor.knowledge.Wording.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the logs of a process said in its life, file by file: the lines that mattered, then the
/// last lines before its death. Lines from before its start, and of other processes where the line
/// says so, are left out.
public final class Transcript {
    /// Clocks and log writers are not exact.
    private static final Duration BEFORE_START = Duration.ofSeconds(2);

    private static final Duration AFTER_DEATH = Duration.ofSeconds(5);

    /// A reason for a death is among the last lines, and was written shortly before it.
    private static final int LATE_LINES = 30;

    private static final Duration LATE = Duration.ofSeconds(60);

    /// What is said so few lines before a trace that names nothing special is its reason.
    private static final int NEAR_A_TRACE = 5;

    private final Instant died;
    private final Map<String, List<Line>> files;
    private final boolean presumed;
    private @Nullable List<Said> said;

    /// Looked for once: every rule asks for it, and to find a trace costs more than all of them.
    private @Nullable List<Told> told;

    /// One file with the trace that it ends with, or null.
    private record Told(List<Line> lines, @Nullable Trace trace) {
        /// Where begins what may be the reason of a death: the last lines, and all of the trace
        /// among them.
        int lateFrom() {
            int from = Math.max(0, lines.size() - LATE_LINES);
            return trace != null && trace.after() <= LATE_LINES
                    ? Math.min(from, trace.from())
                    : from;
        }

        List<Line> late() {
            return lines.subList(lateFrom(), lines.size());
        }
    }

    private Transcript(Instant died, Map<String, List<Line>> files, boolean presumed) {
        this.died = died;
        this.files = files;
        this.presumed = presumed;
    }

    /// The same where nobody saw the end: only what is written of an end tells of it.
    Transcript presuming() {
        return new Transcript(died, files, true);
    }

    /// Whether nothing but its own words tells that the process ended.
    boolean presumed() {
        return presumed;
    }

    static Transcript of(InstanceEvidence instance, Seen<ProcessExited> exit) {
        Map<String, List<Line>> files = new LinkedHashMap<>();
        for (Seen<LogMatched> log : instance.words().ofLife(exit.fact().startedAt())) {
            if (ofThisLife(log, exit) && !ofAnother(log, instance, exit)) {
                files.computeIfAbsent(log.fact().file(), _ -> new ArrayList<>()).addAll(lines(log));
            }
        }
        for (LogTail tail : silent(exit.fact()) ? List.<LogTail>of() : exit.fact().lastLines()) {
            files.merge(tail.file(), lines(tail, exit), Transcript::join);
        }
        return new Transcript(exit.time(), files, false);
    }

    /// All lines of each file, oldest first.
    List<List<Line>> files() {
        return List.copyOf(files.values());
    }

    /// The last exception, panic or the like, and whether more followed it.
    Optional<Trace> lastTrace() {
        return told().stream()
                .flatMap(f ->
                        Stream.ofNullable(f.trace())
                                .filter(t -> !presumed || t.ends(f.lines().size())))
                .filter(t -> recent(t.lines().getLast()))
                .reduce((a, b) -> b.after() <= a.after() ? b : a);
    }

    /// The last line that says so, where it is late enough to be the reason of the death.
    Optional<Line> late(Predicate<String> says) {
        return told().stream()
                .flatMap(f -> f.late().stream())
                .filter(l -> says.test(l.text()))
                .filter(this::recent)
                .reduce((_, b) -> b);
    }

    /// What it says of a cause: of its wordings the one that stands nearest to the end.
    Optional<Said> said(Cause cause) {
        return all().stream()
                .filter(s -> s.wording().cause().equals(cause))
                .min(
                        Comparator.comparingInt(Said::distance)
                                .thenComparing(s -> s.wording().weight()));
    }

    /// Whether it died of the cause for certain, by any of the words for it.
    boolean certain(Cause cause) {
        return all().stream().anyMatch(s -> s.wording().cause().equals(cause) && s.certain());
    }

    /// Whether it says what broke within so many last lines.
    boolean broke(int lines) {
        return all().stream().anyMatch(s -> s.behind() <= lines);
    }

    /// How far from the end the cause is named; 0 where it is not known by words.
    int distance(Cause cause) {
        return cause.equals(Cause.UNHANDLED_EXCEPTION)
                ? lastTrace().map(t -> t.behind() + t.lines().size() + NEAR_A_TRACE).orElse(0)
                : said(cause).map(Said::distance).orElse(0);
    }

    /// Whether it is named in words that only an end is written with.
    boolean namesTheEnd(Cause cause) {
        return said(cause).filter(s -> s.wording().weight() == Weight.ENDS).isPresent();
    }

    private List<Said> all() {
        List<Said> known = said;
        if (known == null) {
            known =
                    told().stream()
                            .flatMap(f ->
                                    Said.of(
                                            f.lines(),
                                            Optional.ofNullable(f.trace()),
                                            presumed ? 0 : f.lateFrom(),
                                            presumed)
                                            .stream())
                            .filter(s -> recent(s.line()))
                            .toList();
            said = known;
        }
        return known;
    }

    /// Whether any late line matches.
    boolean says(Pattern pattern) {
        return late(text -> Text.in(pattern, text)).isPresent();
    }

    private List<Told> told() {
        List<Told> known = told;
        if (known == null) {
            known = files().stream().map(f -> new Told(f, Traces.last(f).orElse(null))).toList();
            told = known;
        }
        return known;
    }

    private boolean recent(Line line) {
        return !line.timed() || !line.time().isBefore(died.minus(LATE));
    }

    private static boolean ofThisLife(Seen<LogMatched> log, Seen<ProcessExited> exit) {
        return !log.time().isBefore(exit.fact().startedAt().minus(BEFORE_START))
                && !log.time().isAfter(exit.time().plus(AFTER_DEATH));
    }

    /// It wrote nothing in its life: what stands in its logs is from before.
    private static boolean silent(ProcessExited exit) {
        Instant wrote = exit.lastLogAt();
        return wrote != null && wrote.isBefore(exit.startedAt().minus(BEFORE_START));
    }

    private static boolean ofAnother(
            Seen<LogMatched> log, InstanceEvidence instance, Seen<ProcessExited> exit) {
        Integer pid = log.fact().pid();
        if (pid == null || pid == exit.fact().process().pid()) {
            return false;
        }
        return instance.processes().living().stream().anyMatch(p -> p.process().pid() == pid)
                || instance.processes().exits().stream()
                        .anyMatch(
                                e -> e.fact().process().pid() == pid && !e.id().equals(exit.id()));
    }

    private static List<Line> lines(Seen<LogMatched> log) {
        return log.fact().lines().stream()
                .map(t -> new Line(log.fact().file(), Text.plain(t), log.id(), log.time(), true))
                .toList();
    }

    private static List<Line> lines(LogTail tail, Seen<ProcessExited> exit) {
        return tail.lines().stream()
                .map(t -> new Line(tail.file(), Text.plain(t), exit.id(), exit.time(), false))
                .toList();
    }

    /// The last lines repeat what mattered; where they do, they keep the event that brought it, and
    /// matches that are older than the last lines come before them.
    private static List<Line> join(List<Line> matched, List<Line> tail) {
        Map<String, Line> known = new LinkedHashMap<>();
        matched.forEach(l -> known.put(l.text(), l));
        List<Line> all = new ArrayList<>();
        List<String> there = tail.stream().map(Line::text).toList();
        var present = new java.util.HashSet<>(there);
        matched.stream().filter(l -> !present.contains(l.text())).forEach(all::add);
        tail.forEach(l -> all.add(known.getOrDefault(l.text(), l)));
        return all;
    }
}
