package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.LogFact.LogMatched;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The lines that matter from the logs of one instance, oldest first.
///
/// A collector sends all that a process wrote before it sends the process's end, so the order of
/// arrival tells lives apart where clocks are too coarse.
///
/// @param earlier how many of them came before the end of the main process before the newest one
/// @param ended how many of them came before the newest end of a main process
public record Words(List<Seen<LogMatched>> logs, int earlier, int ended) {
    static final Words NONE = new Words(List.of(), 0, 0);

    public Words {
        logs = List.copyOf(logs);
    }

    Words matched(HostEvent event, LogMatched fact) {
        if (logs.stream().anyMatch(l -> l.id().equals(event.id()))) {
            return this;
        }
        List<String> lines = Bounds.lines(fact.lines(), Bounds.ONE_LOG);
        LogMatched cut = new LogMatched(fact.file(), fact.offset(), fact.kind(), lines, fact.pid());
        List<Seen<LogMatched>> all =
                new ArrayList<>(
                        Bounds.keep(logs, new Seen<>(event.id(), event.time(), cut), Bounds.LOGS));
        while (all.size() > 1 && characters(all) > Bounds.ALL_LOGS) {
            all.removeFirst();
        }
        int gone = logs.size() + 1 - all.size();
        return new Words(all, Math.max(0, earlier - gone), Math.max(0, ended - gone));
    }

    /// A main process ended.
    Words lifeEnded() {
        return new Words(logs, ended, logs.size());
    }

    /// What can be from the life of the process that ended last: all that came after the end before
    /// it, and what came earlier but was written after its start.
    ///
    /// @param startedAt of the process that ended
    public List<Seen<LogMatched>> ofLife(Instant startedAt) {
        List<Seen<LogMatched>> own = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            if (i >= earlier || !logs.get(i).time().isBefore(startedAt)) {
                own.add(logs.get(i));
            }
        }
        return own;
    }

    private static int characters(List<Seen<LogMatched>> logs) {
        return logs.stream().flatMap(l -> l.fact().lines().stream()).mapToInt(String::length).sum();
    }
}
