package dev.varde.collector.probe;

import dev.varde.events.ProcessKey;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
/// Each look lists the pids and reads the stat file of those that are new or younger than two
/// looks. The list is left out when the last pid that the kernel gave is still the same, except in
/// one whole look of ten. A whole look reads some of the others too, in turns: about 16, or a tenth
/// of them, so that its cost stays small on a host with thousands of processes; a third of those
/// whose memory and threads were the same when they were read last; and all those found within ten
/// seconds, because a process may take a while until it executes the program that it is for. The
/// command line is read when a process is new and again when its name changes or while it is
/// younger than two looks, because a fork shows its parent's command line until it executes its
/// own.
final class ProcessTable {
    private static final int LONGEST_COMMAND = 32_768;
    private static final int READ_PER_LOOK = 16;
    private static final int MOST_TURNS = 10;
    private static final int CALM_TURNS = 3;
    private static final int LIST_ANYWAY = 10;
    private static final int LONGEST_LOADAVG = 128;

    /// Its place in /proc/loadavg, as in `0.10 0.20 0.30 2/435 17886`.
    private static final int LAST_PID = 5;

    private static final long YOUNG = Duration.ofSeconds(10).toNanos();

    /// One process.
    ///
    /// @param arguments the command line; empty for kernel threads and zombies
    /// @param looks how often it was looked at, up to 2
    /// @param foundNanos when it was first looked at
    /// @param calm whether it used the same when it was read before
    record Row(
            ProcStat stat,
            List<String> arguments,
            String command,
            int looks,
            long foundNanos,
            boolean calm) {
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

    static final Comparator<Row> BY_AGE =
            Comparator.comparingLong((Row r) -> r.stat().startTicks()).thenComparingInt(Row::pid);

    private final Path proc;
    private int turn;
    private final Figures load = new Figures(LONGEST_LOADAVG);
    private long lastPid = -1;
    private int[] pids = {};
    private final Map<Integer, Row> rows = new HashMap<>();

    ProcessTable(Path proc) {
        this.proc = proc;
    }

    Path proc() {
        return proc;
    }

    /// @param whole reads some of those that are known, too
    /// @param alsoRead pids to read again in any case
    /// @return what was read, oldest first, so that parents come before their children
    List<Row> look(boolean whole, Set<Integer> alsoRead) {
        turn += whole ? 1 : 0;
        if (news(whole)) {
            list();
        }
        List<Row> read = new ArrayList<>();
        int turns = Math.clamp(pids.length / READ_PER_LOOK, 1, MOST_TURNS);
        for (int pid : pids) {
            Row known = rows.get(pid);
            if (known == null
                    || known.looks() < 2
                    || (whole && itsTurn(known, turns))
                    || alsoRead.contains(pid)) {
                read(pid).ifPresent(read::add);
            }
        }
        read.sort(BY_AGE);
        return read;
    }

    private boolean itsTurn(Row known, int turns) {
        int own = known.calm() ? Math.max(CALM_TURNS, turns) : turns;
        return (known.pid() + turn) % own == 0 || young(known);
    }

    /// Reads every process, whatever is known of it.
    List<Row> lookAtAll() {
        list();
        List<Row> read = new ArrayList<>();
        for (int pid : pids) {
            read(pid).ifPresent(read::add);
        }
        read.sort(BY_AGE);
        return read;
    }

    /// Whether there may be processes that were not listed yet: the last pid given is the last
    /// field of /proc/loadavg (proc_loadavg(5)).
    private boolean news(boolean whole) {
        long before = lastPid;
        lastPid = load.readAgain(proc + "/loadavg") ? load.at(LAST_PID).orElse(-1) : -1;
        return lastPid < 0 || lastPid != before || (whole && turn % LIST_ANYWAY == 0);
    }

    private void list() {
        String[] names = new File(proc.toString()).list();
        Set<Integer> present = new HashSet<>();
        for (String name : names == null ? new String[0] : names) {
            int pid = pid(name);
            if (pid > 0) {
                present.add(pid);
            }
        }
        rows.keySet().retainAll(present);
        pids = present.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean young(Row known) {
        return System.nanoTime() - known.foundNanos() < YOUNG;
    }

    /// Reads a process again, or for the first time.
    Optional<Row> read(int pid) {
        Optional<ProcStat> stat = ProcStat.of(proc, pid);
        if (stat.isEmpty()) {
            rows.remove(pid);
            return Optional.empty();
        }
        Row row = row(stat.get(), rows.get(pid));
        rows.put(pid, row);
        return Optional.of(row);
    }

    private Row row(ProcStat stat, @Nullable Row known) {
        if (known == null || !known.key().equals(stat.key())) {
            return fresh(stat, 0, System.nanoTime());
        }
        boolean settled = known.looks() >= 2 && known.stat().comm().equals(stat.comm());
        return settled
                ? new Row(
                        stat,
                        known.arguments(),
                        known.command(),
                        2,
                        known.foundNanos(),
                        stat.usesAs(known.stat()))
                : fresh(stat, Math.min(known.looks() + 1, 2), known.foundNanos());
    }

    private Row fresh(ProcStat stat, int looks, long foundNanos) {
        List<String> arguments = arguments(stat.pid());
        return new Row(stat, arguments, String.join(" ", arguments), looks, foundNanos, false);
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

    /// All, oldest first.
    List<Row> byAge() {
        return rows.values().stream().sorted(BY_AGE).toList();
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
