package dev.varde.collector.probe;

import dev.varde.events.ProcessKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/// What /proc/PID/stat says of a process (proc_pid_stat(5)).
///
/// @param comm the name, any bytes of the process's choosing, `(`, `)` and newlines included
/// @param residentPages pages of memory
/// @param waitStatus field 52, the status for wait(2); 0 where this reader may not know it
record ProcStat(
        int pid,
        String comm,
        char state,
        int parent,
        int threads,
        long startTicks,
        long residentPages,
        int waitStatus) {
    private static final int LAST_FIELD = 49;

    ProcessKey key() {
        return new ProcessKey(pid, startTicks);
    }

    /// Ended, and perhaps not yet collected by its parent.
    boolean ended() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    static Optional<ProcStat> of(Path proc, int pid) {
        return Proc.bytes(proc, pid, "stat", 4096).flatMap(ProcStat::parse);
    }

    static Optional<ProcStat> parse(byte[] bytes) {
        String line = new String(bytes, StandardCharsets.ISO_8859_1);
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 2 || close < open || close + 2 >= line.length()) {
            return Optional.empty();
        }
        String[] rest = line.substring(close + 2).trim().split(" ", -1);
        if (rest.length < 22) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ProcStat(
                            Integer.parseInt(line.substring(0, open).trim()),
                            line.substring(open + 1, close),
                            rest[0].charAt(0),
                            Integer.parseInt(rest[1]),
                            Integer.parseInt(rest[17]),
                            Long.parseLong(rest[19]),
                            Long.parseLong(rest[21]),
                            rest.length > LAST_FIELD ? Integer.parseInt(rest[LAST_FIELD]) : 0));
        } catch (NumberFormatException | IndexOutOfBoundsException torn) {
            return Optional.empty();
        }
    }
}
