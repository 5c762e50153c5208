package dev.varde.standalone.explain;

import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident.Evidence;
import dev.varde.events.InstanceId;
import dev.varde.events.KernelFact;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.diagnosis.Case.Reading;
import dev.varde.processor.diagnosis.Landmarks;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import dev.varde.processor.evidence.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one program's lines tell, to be judged as a death.
final class Story {
    /// Where no time is written, lines are a second apart; only their order counts.
    static final Instant UNTIMED = Instant.EPOCH;

    /// A program that is asked about after its end writes no more; what follows is of its next
    /// life.
    private static final int AFTER_THE_END = 12;

    private static final int MOST_AFTER_THE_END = 200;

    private final String name;
    private final boolean named;
    private final List<TextLine> lines = new ArrayList<>();
    private final List<Ends.End> ends = new ArrayList<>();
    private final List<KernelFact> kernel = new ArrayList<>();

    /// How many lines there were when it failed last; -1 before.
    private int failedAt = -1;

    /// @param named whether the lines themselves name the program
    Story(String name, boolean named) {
        this.name = name;
        this.named = named;
    }

    String name() {
        return name;
    }

    void add(TextLine line) {
        lines.add(line);
    }

    void add(Ends.End end) {
        ends.add(end);
        failedAt = end.exit().isCode(0) ? failedAt : lines.size();
    }

    /// What the kernel told of its end.
    void tell(TextLine line, KernelFact fact, ExitStatus exit) {
        kernel.add(fact);
        lines.add(line);
        lines.sort(Comparator.comparingLong(TextLine::number));
        ends.add(new Ends.End(line, exit, null));
        ends.sort(Comparator.comparingLong(e -> e.line().number()));
    }

    /// The lines of another belong here too.
    void join(Story other) {
        lines.addAll(other.lines);
        lines.sort(Comparator.comparingLong(TextLine::number));
        ends.addAll(other.ends);
        ends.sort(Comparator.comparingLong(e -> e.line().number()));
        kernel.addAll(other.kernel);
    }

    /// Whether a line of it is of the process.
    boolean wroteAs(int pid) {
        return pid > 0 && lines.stream().anyMatch(l -> l.pid() != null && l.pid() == pid);
    }

    /// Whether only the unit manager tells of it.
    boolean isOfManager() {
        return lines.stream()
                .map(TextLine::speaker)
                .allMatch(s -> s != null && (s.equals("systemd") || s.startsWith("(")));
    }

    boolean isNamed() {
        return named;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /// Its lives, oldest first: one ends a few lines after a failure, or where the next one begins.
    List<Story> lives() {
        List<Story> lives = new ArrayList<>();
        Map<Long, Ends.End> ended = new HashMap<>();
        ends.forEach(e -> ended.put(e.line().number(), e));
        Story life = new Story(name, named);
        life.kernel.addAll(kernel);
        for (TextLine line : lines) {
            if (life.isOver(line) || (!life.isEmpty() && Landmarks.begins(line.text()))) {
                lives.add(life);
                life = new Story(name, named);
            }
            life.add(line);
            Ends.End end = ended.get(line.number());
            if (end != null) {
                life.add(end);
            }
        }
        lives.add(life);
        return lives;
    }

    /// Not within a stack trace: what ended is often told of before its last lines are read.
    private boolean isOver(TextLine next) {
        int after = lines.size() - failedAt;
        return failedAt >= 0
                && after > AFTER_THE_END
                && (after > MOST_AFTER_THE_END
                        || !(Landmarks.ofTrace(next.text())
                                || Landmarks.ofTrace(lines.getLast().text())));
    }

    /// Its last failure, or else its last end.
    Optional<Ends.End> end() {
        Optional<Ends.End> failed =
                ends.stream().filter(e -> !e.exit().isCode(0)).reduce((_, b) -> b);
        return failed.or(() -> ends.stream().reduce((_, b) -> b));
    }

    List<TextLine> lines() {
        return List.copyOf(lines);
    }

    Death death(HostName host) {
        Optional<Ends.End> end = end();
        ServiceName service = service();
        Instant at =
                end.map(Ends.End::line).map(Story::time).orElseGet(() -> time(lines.getLast()));
        InstanceEvidence instance = InstanceEvidence.none(new InstanceId(service, host));
        for (KernelFact fact : kernel) {
            instance =
                    instance.fold(
                            event(
                                    "kernel-" + instance.kernel().hashCode(),
                                    at,
                                    host,
                                    service,
                                    fact));
        }
        ExitStatus exit =
                end.map(Ends.End::exit)
                        .orElseGet(() -> ExitStatus.unavailable("the lines do not say"));
        ProcessExited fact =
                new ProcessExited(
                        new ProcessKey(pid(), 0),
                        Role.MAIN,
                        name,
                        UNTIMED.isBefore(at) ? at.minusSeconds(3_600) : UNTIMED,
                        exit,
                        null,
                        null,
                        List.of(new LogTail(name, told(end))),
                        0);
        Reading reading = new Reading(who(), end.map(Story::quoted).orElse(null));
        return Death.read(
                instance,
                HostEvidence.none(host),
                new Seen<>(new EventId("end"), at, fact),
                reading);
    }

    private List<String> told(Optional<Ends.End> end) {
        int over = end.map(e -> lines.indexOf(e.line()) + 1).orElse(lines.size());
        return Stream.concat(
                        lines.subList(0, over).stream().map(TextLine::text),
                        lines.subList(over, lines.size()).stream()
                                .map(TextLine::text)
                                .filter(t -> !Landmarks.stopAsked(t)))
                .toList();
    }

    private static Evidence quoted(Ends.End end) {
        String source =
                end.unit() != null && end.line().text().contains("process exited") ? "unit" : "log";
        return new Evidence(new EventId("end"), time(end.line()), source, end.line().text());
    }

    private String who() {
        return named ? name : "the program";
    }

    private int pid() {
        return kernel.stream()
                .map(f ->
                        switch (f) {
                            case KernelFact.OomKilled k -> k.pid();
                            case KernelFact.TrapRaised t -> t.pid();
                            case KernelFact.KernelReported r -> r.pid() == null ? 0 : r.pid();
                        })
                .findFirst()
                .orElseGet(() ->
                        lines.stream()
                                .map(TextLine::pid)
                                .filter(p -> p != null)
                                .findFirst()
                                .orElse(0));
    }

    private ServiceName service() {
        String plain = name.replaceAll("[\\s/@\\p{Cntrl}]+", "-");
        String cut = plain.substring(0, Math.min(100, plain.length()));
        return new ServiceName(cut.isBlank() ? "program" : cut);
    }

    static Instant time(TextLine line) {
        Instant said = line.time();
        return said == null ? UNTIMED.plusSeconds(line.number()) : said;
    }

    static HostEvent event(
            String id,
            Instant at,
            HostName host,
            @Nullable ServiceName service,
            dev.varde.events.Fact fact) {
        return new HostEvent(new EventId(id), at, host, "read", 1, service, fact);
    }
}
