package dev.varde.collector.probe;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is to be told of the processes that an earlier run knew: the deaths that nobody saw and
/// those that it could not hand on. A worker whose service lives on is left out unless it is known
/// to have ended badly.
final class Recall {
    private Recall() {}

    /// @param remaining processes of the same service that were known and live on
    record Dead(ProcessMemory.Entry entry, int remaining) {}

    static List<Dead> of(List<ProcessMemory.Entry> known) {
        Map<Boolean, List<ProcessMemory.Entry>> byLife =
                known.stream().collect(Collectors.partitioningBy(Recall::lives));
        List<ProcessMemory.Entry> living = byLife.getOrDefault(true, List.of());
        return byLife.getOrDefault(false, List.of()).stream()
                .map(e -> new Dead(e, remaining(e, living)))
                .filter(Recall::matters)
                .toList();
    }

    private static boolean lives(ProcessMemory.Entry entry) {
        return ProcStat.of(Proc.ROOT, entry.pid())
                .filter(s -> s.key().equals(entry.key()) && !s.ended())
                .isPresent();
    }

    private static int remaining(ProcessMemory.Entry dead, List<ProcessMemory.Entry> living) {
        return (int) living.stream().filter(e -> e.service().equals(dead.service())).count();
    }

    private static boolean matters(Dead dead) {
        return dead.remaining() == 0
                || dead.entry().role() == Role.MAIN
                || endedBadly(dead.entry().exit());
    }

    private static boolean endedBadly(@Nullable ExitStatus exit) {
        return exit != null && exit.unavailable() == null && !exit.isCode(0);
    }
}
