package dev.varde.processor.evidence;

import dev.varde.events.HostEvent;
import dev.varde.events.LogFact.LogMatched;
import java.util.ArrayList;
import java.util.List;

/// The lines that matter from the logs of one instance, oldest first.
public record Words(List<Seen<LogMatched>> logs) {
    static final Words NONE = new Words(List.of());

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
        return new Words(all);
    }

    private static int characters(List<Seen<LogMatched>> logs) {
        return logs.stream().flatMap(l -> l.fact().lines().stream()).mapToInt(String::length).sum();
    }
}
