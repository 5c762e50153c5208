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
        String file = Bounds.cut(fact.file(), Bounds.NAME);
        LogMatched cut = new LogMatched(file, fact.offset(), fact.kind(), lines, fact.pid());
        List<Seen<LogMatched>> all = new ArrayList<>(logs);
        all.add(new Seen<>(event.id(), event.time(), cut));
        Words words = new Words(all, earlier, ended);
        while (words.tooMuch()) {
            words = words.without(words.leastWorth());
        }
        return words;
    }

    private boolean tooMuch() {
        return logs.size() > Bounds.LOGS || (logs.size() > 1 && weight(logs) > Bounds.ALL_LOGS);
    }

    /// The oldest, but for what was written last before the newest end of a main process: half of
    /// the room is for that, so that a noisy service does not push the words of its own death out.
    private int leastWorth() {
        int held = ended;
        while (held > 0
                && ended - held < Bounds.LOGS / 2
                && weight(logs.subList(held - 1, ended)) <= Bounds.ALL_LOGS / 2) {
            held--;
        }
        boolean older = held > 0 || ended == 0;
        return older || ended >= logs.size() - 1 ? 0 : ended;
    }

    private Words without(int index) {
        List<Seen<LogMatched>> left = new ArrayList<>(logs);
        left.remove(index);
        return new Words(
                left, earlier - (index < earlier ? 1 : 0), ended - (index < ended ? 1 : 0));
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

    private static int weight(List<Seen<LogMatched>> logs) {
        return logs.stream().flatMap(l -> l.fact().lines().stream()).mapToInt(Bounds::weight).sum();
    }
}
