package dev.varde.collector.probe;

import dev.varde.events.ProcessKey;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All processes of the host as last read; owned by the scanning thread.
///
/// A whole look reads the stat file of every process, a quick look only of those not known before
/// and those asked for. The command line is read when a process is new and again when its name
/// changes or while it is younger than two looks, because a fork shows its parent's command line
/// until it executes its own.
final class ProcessTable {
    private static final int LONGEST_COMMAND = 32_768;

    /// One process.
    ///
    /// @param arguments the command line; empty for kernel threads and zombies
    record Row(ProcStat stat, List<String> arguments, String command, int looks) {
        ProcessKey key() {
            return stat.key();
        }

        int pid() {
            return stat.pid();
        }

        /// The program's file name, as the process names itself.
        String program() {
            String first = arguments.isEmpty() ? "" : arguments.getFirst();
            return first.substring(first.lastIndexOf('/') + 1);
        }
    }

    private final Path proc;
    private final Map<Integer, Row> rows = new HashMap<>();

    ProcessTable(Path proc) {
        this.proc = proc;
    }

    /// @param whole reads all processes again, not only new ones
    /// @param alsoRead pids to read again in a quick look
    void look(boolean whole, Set<Integer> alsoRead) {
        String[] names = new File(proc.toString()).list();
        Set<Integer> present = new HashSet<>();
        for (String name : names == null ? new String[0] : names) {
            int pid = pid(name);
            if (pid > 0) {
                present.add(pid);
                Row known = rows.get(pid);
                if (known == null || whole || known.looks() < 2 || alsoRead.contains(pid)) {
                    read(pid, known);
                }
            }
        }
        rows.keySet().retainAll(present);
    }

    private void read(int pid, @Nullable Row known) {
        Optional<ProcStat> stat = ProcStat.of(proc, pid);
        if (stat.isEmpty()) {
            rows.remove(pid);
            return;
        }
        rows.put(pid, row(stat.get(), known));
    }

    private Row row(ProcStat stat, @Nullable Row known) {
        if (known == null || !known.key().equals(stat.key())) {
            return fresh(stat, 0);
        }
        boolean settled = known.looks() >= 2 && known.stat().comm().equals(stat.comm());
        return settled
                ? new Row(stat, known.arguments(), known.command(), known.looks())
                : fresh(stat, Math.min(known.looks() + 1, 2));
    }

    private Row fresh(ProcStat stat, int looks) {
        List<String> arguments = arguments(stat.pid());
        return new Row(stat, arguments, String.join(" ", arguments), looks);
    }

    private List<String> arguments(int pid) {
        String line =
                Proc.bytes(proc, pid, "cmdline", LONGEST_COMMAND)
                        .map(b -> new String(b, StandardCharsets.UTF_8))
                        .orElse("");
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\0') {
            end--;
        }
        return end == 0 ? List.of() : List.of(line.substring(0, end).split("\0", -1));
    }

    private static int pid(String name) {
        int pid = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9' || i > 8) {
                return -1;
            }
            pid = pid * 10 + (c - '0');
        }
        return pid;
    }

    Optional<Row> row(int pid) {
        return Optional.ofNullable(rows.get(pid));
    }

    Collection<Row> rows() {
        return rows.values();
    }

    /// Oldest first, so that parents come before their children.
    List<Row> byAge() {
        return rows.values().stream()
                .sorted(
                        Comparator.comparingLong((Row r) -> r.stat().startTicks())
                                .thenComparingInt(Row::pid))
                .toList();
    }

    boolean descendsFrom(Row row, int ancestor) {
        int parent = row.stat().parent();
        for (int steps = 0; parent > 0 && steps < 64; steps++) {
            if (parent == ancestor) {
                return true;
            }
            Row next = rows.get(parent);
            parent = next == null ? 0 : next.stat().parent();
        }
        return false;
    }
}
