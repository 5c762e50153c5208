package dev.varde.collector.probe;

import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.ProcessMatch.ByCommand;
import dev.varde.events.config.Configuration.ProcessMatch.ByPidFile;
import dev.varde.events.config.Configuration.ProcessMatch.ByPort;
import dev.varde.events.config.Configuration.ProcessMatch.ByUnit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Finds the processes that a service's configuration names; children come by descent, not by this.
///
/// A command text never finds Varde itself, what Varde started, or one of the programs that people
/// use to look at a service and its log, whose arguments often hold the same text. Where Varde is
/// process 1 of a container, everything descends from it and only Varde itself is left out.
final class Matching {
    static final Set<String> ONLOOKERS =
            Set.of(
                    "grep",
                    "egrep",
                    "fgrep",
                    "rg",
                    "tail",
                    "head",
                    "cat",
                    "less",
                    "more",
                    "vi",
                    "vim",
                    "nvim",
                    "view",
                    "nano",
                    "emacs",
                    "tee",
                    "watch",
                    "pgrep",
                    "pkill",
                    "ps",
                    "kill",
                    "killall",
                    "strace",
                    "gdb",
                    "ssh",
                    "scp",
                    "rsync",
                    "journalctl",
                    "systemctl");

    /// A pid file older than this when its process started is left over from another process.
    private static final Duration STALE = Duration.ofMinutes(1);

    private final int self;
    private final Listeners listeners;
    private final UnitCgroups units;

    Matching(int self, Listeners listeners, UnitCgroups units) {
        this.self = self;
        this.listeners = listeners;
        this.units = units;
    }

    /// The pids found now.
    ///
    /// @param read the processes that a command text is held against
    Set<Integer> find(
            ProcessMatch match,
            Collection<ProcessTable.Row> read,
            ProcessTable table,
            Instant bootedAt) {
        return switch (match) {
            case ByCommand(String text) -> byCommand(text, read, table);
            case ByPidFile(Path file) -> byPidFile(file, table, bootedAt);
            case ByPort(int port) -> listeners.pidsOn(port, table);
            case ByUnit(String unit) -> units.pids(unit);
        };
    }

    private Set<Integer> byCommand(
            String text, Collection<ProcessTable.Row> read, ProcessTable table) {
        Set<Integer> found = new HashSet<>();
        for (ProcessTable.Row row : read) {
            if (row.command().contains(text)
                    && row.pid() != self
                    && !ONLOOKERS.contains(row.program())
                    && (self == 1 || !table.descendsFrom(row, self))) {
                found.add(row.pid());
            }
        }
        return found;
    }

    private static Set<Integer> byPidFile(Path file, ProcessTable table, Instant bootedAt) {
        try {
            Instant written = Files.getLastModifiedTime(file).toInstant();
            return readPid(file)
                    .flatMap(table::row)
                    .filter(r ->
                            Proc.startedAt(bootedAt, r.stat().startTicks())
                                    .isBefore(written.plus(STALE)))
                    .map(r -> Set.of(r.pid()))
                    .orElse(Set.of());
        } catch (IOException absent) {
            return Set.of();
        }
    }

    static Optional<Integer> readPid(Path file) {
        return Proc.text(file.toString(), 64)
                .flatMap(t -> t.lines().findFirst())
                .map(String::strip)
                .filter(t -> t.matches("[1-9][0-9]{0,8}"))
                .map(Integer::valueOf);
    }

    /// How a service is looked for, in words.
    static String inWords(ProcessMatch match) {
        return switch (match) {
            case ByCommand(String text) -> "command: " + text;
            case ByPidFile(Path file) -> "pid-file: " + file;
            case ByPort(int port) -> "port: " + port;
            case ByUnit(String unit) -> "unit: " + unit;
        };
    }
}
