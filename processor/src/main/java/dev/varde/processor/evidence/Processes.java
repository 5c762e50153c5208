package dev.varde.processor.evidence;

import dev.varde.events.EventId;
import dev.varde.events.HostEvent;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The processes of one instance: those that live, and how the last ones ended.
///
/// @param exits oldest first; only the newest of a main process and of a worker keep their last
///   lines
/// @param endings the last lines of the newest main exit as they were read, to tell the next exit's
///   own lines from older ones in the same file
/// @param missing set while no process was found at all
/// @param startedAt when the newest main process started
/// @param newest the newest main process that was seen to start
public record Processes(
        List<Living> living,
        List<Seen<ProcessExited>> exits,
        List<LogTail> endings,
        @Nullable Seen<ProcessMissing> missing,
        @Nullable Instant startedAt,
        @Nullable ProcessKey newest) {
    static final Processes NONE = new Processes(List.of(), List.of(), List.of(), null, null, null);

    public Processes {
        living = List.copyOf(living);
        exits = List.copyOf(exits);
        endings = List.copyOf(endings);
    }

    /// A process that was seen to start and not yet to end.
    ///
    /// @param run the collector run that saw it; a new run tells anew what lives
    public record Living(
            EventId event,
            String run,
            ProcessKey process,
            Role role,
            String command,
            Instant startedAt) {}

    /// The living main process.
    public Optional<Living> main() {
        return head(living);
    }

    /// How the newest main process ended; empty while one lives, and when its end was not seen.
    public Optional<Seen<ProcessExited>> mainDeath() {
        return main().isPresent() ? Optional.empty() : lastMain().filter(e -> ofNewest(e.fact()));
    }

    /// The newest end of a main process, whatever lives now.
    Optional<Seen<ProcessExited>> lastMain() {
        return exits.stream().filter(e -> e.fact().role() == Role.MAIN).reduce((_, b) -> b);
    }

    /// Its start may not have been seen; but then it began after the newest that was.
    private boolean ofNewest(ProcessExited exit) {
        return exit.process().equals(newest)
                || startedAt == null
                || !exit.startedAt().isBefore(startedAt);
    }

    Processes started(HostEvent event, ProcessStarted fact) {
        if (ended(fact.process())) {
            return this;
        }
        List<Living> all = new ArrayList<>(living);
        all.removeIf(p -> p.process().equals(fact.process()) || !p.run().equals(event.run()));
        all.add(
                new Living(
                        event.id(),
                        event.run(),
                        fact.process(),
                        fact.role(),
                        Bounds.cut(fact.command(), Bounds.NAME),
                        fact.startedAt()));
        boolean main = fact.role() == Role.MAIN;
        return new Processes(
                Bounds.worthiest(all, Bounds.PROCESSES, p -> p.role() == Role.MAIN ? 1 : 0),
                exits,
                endings,
                null,
                main ? fact.startedAt() : startedAt,
                main ? fact.process() : newest);
    }

    Processes exited(HostEvent event, ProcessExited fact) {
        if (ended(fact.process())) {
            return this;
        }
        boolean main = fact.role() == Role.MAIN;
        List<Seen<ProcessExited>> older =
                exits.stream()
                        .map(e -> main || e.fact().role() == Role.WORKER ? stripped(e) : e)
                        .toList();
        List<LogTail> tails = Bounds.tails(fact.lastLines());
        Seen<ProcessExited> exit = new Seen<>(event.id(), event.time(), lines(fact, own(tails)));
        List<Living> left =
                fact.remaining() == 0
                        ? List.of()
                        : living.stream().filter(p -> !p.process().equals(fact.process())).toList();
        Optional<Living> head = head(left);
        return new Processes(
                left,
                Bounds.keep(older, exit, Bounds.EXITS, e -> newestMain(e, exit) ? 1 : 0),
                main && !tails.isEmpty() ? tails : endings,
                missing,
                head.map(Living::startedAt).orElse(startedAt),
                head.map(Living::process).orElse(newest));
    }

    /// With the statuses that the unit manager has told meanwhile.
    Processes completed(UnitJournal units) {
        List<Seen<ProcessExited>> all =
                exits.stream()
                        .map(e -> new Seen<>(e.id(), e.time(), units.completed(e.time(), e.fact())))
                        .toList();
        return all.equals(exits)
                ? this
                : new Processes(living, all, endings, missing, startedAt, newest);
    }

    /// The newest main process; a helper that came later and is gone, such as a unit's
    /// `ExecReload`, is not it.
    private static Optional<Living> head(List<Living> living) {
        return living.stream().filter(p -> p.role() == Role.MAIN).reduce((_, b) -> b);
    }

    /// Workers that end after their main process do not push its end out.
    private boolean newestMain(Seen<ProcessExited> e, Seen<ProcessExited> newest) {
        return newest.fact().role() != Role.MAIN
                && lastMain().filter(m -> m.id().equals(e.id())).isPresent();
    }

    private static Seen<ProcessExited> stripped(Seen<ProcessExited> e) {
        return new Seen<>(e.id(), e.time(), lines(e.fact(), List.of()));
    }

    Processes missing(HostEvent event, ProcessMissing fact) {
        return new Processes(List.of(), exits, endings, Seen.of(event, fact), startedAt, newest);
    }

    private boolean ended(ProcessKey process) {
        return exits.stream().anyMatch(e -> e.fact().process().equals(process));
    }

    /// Drops from each tail the lines that stood there at the exit before.
    private List<LogTail> own(List<LogTail> tails) {
        return tails.stream().map(t -> new LogTail(t.file(), newer(t))).toList();
    }

    private List<String> newer(LogTail tail) {
        List<String> before =
                endings.stream()
                        .filter(e -> e.file().equals(tail.file()))
                        .findFirst()
                        .map(LogTail::lines)
                        .orElse(List.of());
        List<String> now = tail.lines();
        for (int n = Math.min(before.size(), now.size()); n > 0; n--) {
            if (before.subList(before.size() - n, before.size()).equals(now.subList(0, n))) {
                return now.subList(n, now.size());
            }
        }
        return now;
    }

    private static ProcessExited lines(ProcessExited fact, List<LogTail> lines) {
        return new ProcessExited(
                fact.process(),
                fact.role(),
                Bounds.cut(fact.command(), Bounds.SENTENCE),
                fact.startedAt(),
                fact.exit(),
                fact.resident(),
                fact.lastLogAt(),
                lines,
                fact.remaining());
    }
}
