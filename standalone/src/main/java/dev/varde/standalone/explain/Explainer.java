package dev.varde.standalone.explain;

import dev.varde.collector.journal.GuardText;
import dev.varde.collector.kernel.KernelText;
import dev.varde.events.Cause;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostName;
import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.Killer;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.Report;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.events.Signals;
import dev.varde.processor.diagnosis.Case;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.diagnosis.Diagnosis;
import dev.varde.processor.diagnosis.Finding;
import dev.varde.processor.diagnosis.PlannedStop;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.Seen;
import dev.varde.standalone.explain.Excerpt.Numbered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the deaths out of an excerpt of a log. Not thread-safe; one for each excerpt.
final class Explainer {
    private static final Set<Report> FATAL = Set.of(Report.PANIC, Report.OOPS);
    private static final int CRASHED_KERNEL = 0;
    private static final int MEMORY = 1;
    private static final int TOLD = 2;

    /// That it no longer tries is the consequence of what it died of.
    private static final int LOOPED = 3;

    private static final int TROUBLED_HOST = 4;
    private static final int PRESUMED = 5;

    private final String source;
    private final Story unread = new Story("the kernel", true);
    private final Map<String, Story> stories = new LinkedHashMap<>();
    private final List<Ended> ended = new ArrayList<>();
    private final List<Explained> found = new ArrayList<>();
    private final List<Seen<KernelReported>> reports = new ArrayList<>();
    private final KernelText kernel = new KernelText();
    private final Reboots reboots = new Reboots();
    private @Nullable String host;
    private @Nullable Story last;

    /// @param source name of the file, or of whatever the lines are from
    Explainer(String source) {
        this.source = source;
    }

    /// What died in it, the first cause of all first, of causes alike the last; empty where nothing
    /// died.
    static List<Explained> explain(Excerpt excerpt) {
        Explainer explainer = new Explainer(excerpt.source());
        lines(excerpt.lines()).forEach(explainer::hear);
        return explainer.judged();
    }

    private static List<TextLine> lines(List<Numbered> raw) {
        Margin margin = Margin.of(raw);
        return JournalExport.of(raw)
                .orElseGet(() ->
                        raw.stream()
                                .map(l -> Envelope.open(l.number(), margin.cut(l.text())))
                                .toList());
    }

    private void hear(TextLine line) {
        host = line.host() == null ? host : line.host();
        reboots.hear(line);
        Optional<KernelFact> fact = mayBeKernel(line) ? kernelFact(line) : Optional.empty();
        fact.ifPresent(f -> kernel(line, f));
        if (line.kernel()) {
            if (fact.isEmpty()) {
                unread.add(line);
            }
            return;
        }
        Optional<Ends.End> end = fact.isPresent() ? Optional.empty() : Ends.in(line);
        Story story = story(line, end.map(Ends.End::unit).orElse(null));
        story.add(line);
        end.ifPresent(story::add);
        last = story;
    }

    /// Whether the kernel can have written it: where lines say whose they are, only its own.
    private static boolean mayBeKernel(TextLine line) {
        return line.kernel() || line.speaker() == null || isGuard(line.speaker());
    }

    /// systemd, and its child before that becomes the program: `(name)`.
    private static boolean isManager(String speaker) {
        return speaker.equals("systemd") || (speaker.startsWith("(") && speaker.endsWith(")"));
    }

    private static boolean isGuard(String speaker) {
        return speaker.equals("earlyoom") || speaker.equals("systemd-oomd");
    }

    private Optional<KernelFact> kernelFact(TextLine line) {
        if (line.speaker() == null || line.kernel()) {
            Optional<KernelFact> said = kernel.hear(line.text().strip(), 0);
            if (said.isPresent()) {
                return said;
            }
        }
        return line.kernel() ? Optional.empty() : guard(line.text());
    }

    private static Optional<KernelFact> guard(String text) {
        return GuardText.earlyoom(text)
                .map(k -> kill(k.pid(), k.comm(), Killer.EARLYOOM, null, text))
                .or(() ->
                        GuardText.oomd(text)
                                .map(k ->
                                        kill(
                                                0,
                                                k.unit() == null ? "" : k.unit(),
                                                Killer.SYSTEMD_OOMD,
                                                k.cgroup(),
                                                text)));
    }

    private static KernelFact kill(
            int pid, String comm, Killer killer, @Nullable String cgroup, String text) {
        return new OomKilled(pid, comm, OomScope.GLOBAL, killer, null, cgroup, text, List.of());
    }

    private void kernel(TextLine line, KernelFact fact) {
        switch (fact) {
            case OomKilled k -> ended.add(new Ended(line, k, k.pid(), k.comm(), k.cgroup()));
            case TrapRaised t -> ended.add(new Ended(line, t, t.pid(), t.comm(), null));
            case KernelReported r ->
                    reports.add(
                            new Seen<>(new EventId("line-" + line.number()), Story.time(line), r));
        }
    }

    /// A process that the kernel, or a guard, says ended.
    private record Ended(
            TextLine line, KernelFact fact, int pid, String comm, @Nullable String cgroup) {
        /// Whether it may be a process of what the story is about: of the same cgroup, or of the
        /// same process, or called so.
        boolean isOf(Story story) {
            return (cgroup != null && cgroup.contains("/" + story.name() + "."))
                    || story.wroteAs(pid)
                    || (!comm.isEmpty() && story.name().equals(comm));
        }

        ExitStatus exit() {
            int signal = fact instanceof OomKilled ? Signals.KILL : Signals.SEGV;
            return ExitStatus.signalled(signal, false);
        }
    }

    private void attribute(Ended e) {
        List<Story> of =
                stories.values().stream()
                        .filter(e::isOf)
                        .sorted(Comparator.comparing(s -> !s.isOfManager()))
                        .toList();
        Story story =
                of.isEmpty()
                        ? stories.computeIfAbsent(
                                "kernel " + e.line().number(),
                                _ -> new Story(e.comm().isEmpty() ? "a process" : e.comm(), true))
                        : of.getFirst();
        of.stream().skip(1).forEach(other -> join(story, other));
        story.tell(e.line(), e.fact(), e.exit());
    }

    /// Both are one: the unit gives the name.
    private void join(Story story, Story other) {
        story.join(other);
        stories.values().remove(other);
    }

    /// What systemd says of a unit belongs to the one program whose lines are at hand.
    private void joinUnits() {
        List<Story> units =
                stories.values().stream()
                        .filter(s -> s.isOfManager() && s.end().isPresent())
                        .toList();
        List<Story> programs =
                stories.values().stream().filter(s -> !s.isOfManager() && s.isNamed()).toList();
        if (units.size() == 1 && programs.size() == 1) {
            join(units.getFirst(), programs.getFirst());
        }
    }

    /// Lines of the unit manager belong to the unit that they name, which mostly is called as its
    /// program is.
    private Story story(TextLine line, @Nullable String about) {
        String speaker = line.speaker();
        Story named = about == null || "systemd".equals(speaker) ? null : stories.get(about);
        if (named != null) {
            return named;
        }
        if (speaker == null) {
            return stories.computeIfAbsent("", _ -> new Story(source, false));
        }
        if (!isManager(speaker)) {
            return stories.computeIfAbsent(speaker, s -> new Story(s, true));
        }
        String unit = about == null ? Units.named(line.text()) : about;
        if (unit == null) {
            return stories.computeIfAbsent("systemd", s -> new Story(s, true));
        }
        String name = Units.plain(unit);
        return stories.values().stream()
                .filter(s -> s.name().equals(name) || (s == last && Units.alike(s.name(), name)))
                .findFirst()
                .orElseGet(() -> stories.computeIfAbsent(name, s -> new Story(s, true)));
    }

    private List<Explained> judged() {
        HostName name =
                new HostName(
                        host == null || host.isBlank()
                                ? "the-host"
                                : host.replaceAll("[\\s/@]", "-"));
        ended.forEach(this::attribute);
        joinUnits();
        stories.values().stream()
                .filter(s -> !s.isEmpty())
                .flatMap(s -> s.lives().stream())
                .forEach(s -> judge(s, name));
        trouble(name);
        reboots.last()
                .map(r -> new Case.Rebooted(HostEvidence.none(name), r))
                .ifPresent(c -> trouble(name, c, TROUBLED_HOST));
        if (found.isEmpty() && !unread.isEmpty()) {
            judge(unread, name);
        }
        return found.reversed().stream().sorted(Comparator.comparingInt(Explained::rank)).toList();
    }

    private void judge(Story story, HostName name) {
        Death d = story.death(name);
        Diagnosis diagnosis = Diagnosis.of(d);
        Finding best = diagnosis.best();
        boolean planned = PlannedStop.reason(d).isPresent() && !Planned.contradicted(best);
        if (planned || (d.presumed() && best.cause().equals(Cause.UNKNOWN))) {
            return;
        }
        int rank = d.presumed() ? PRESUMED : rank(best.cause());
        Instant at = d.exit().time();
        found.add(
                new Explained(
                        source,
                        d.who(),
                        at.isBefore(Story.UNTIMED.plusSeconds(100_000_000)) ? null : at,
                        rank,
                        diagnosis,
                        story.lines()));
    }

    private static int rank(Cause cause) {
        boolean looped = cause.equals(Cause.CRASH_LOOP);
        return Planned.MEMORY.contains(cause) ? MEMORY : looped ? LOOPED : TOLD;
    }

    /// The first report says most, but that a file system takes no more writes says more than the
    /// errors that led to it.
    private void trouble(HostName name) {
        reports.stream()
                .filter(r -> r.fact().report() == Report.FILESYSTEM_READ_ONLY)
                .findFirst()
                .or(() -> reports.stream().findFirst())
                .ifPresent(r -> trouble(name, r));
    }

    private void trouble(HostName name, Seen<KernelReported> report) {
        boolean fatal = FATAL.contains(report.fact().report());
        Case c = new Case.KernelTrouble(HostEvidence.none(name), report);
        trouble(name, c, fatal ? CRASHED_KERNEL : TROUBLED_HOST);
    }

    private void trouble(HostName name, Case c, int rank) {
        Diagnosis.ofAny(c)
                .ifPresent(d ->
                        found.add(new Explained(source, name.value(), null, rank, d, List.of())));
    }
}
