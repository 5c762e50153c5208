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
    private static final int LEAST_FIELDS = 22;
    private static final int LAST_FIELD = 49;
    private static final long TORN = Long.MIN_VALUE;

    ProcessKey key() {
        return new ProcessKey(pid, startTicks);
    }

    boolean usesAs(ProcStat other) {
        return residentPages == other.residentPages && threads == other.threads;
    }

    /// Ended, and perhaps not yet collected by its parent.
    boolean ended() {
        return state == 'Z' || state == 'X' || state == 'x';
    }

    static Optional<ProcStat> of(Path proc, int pid) {
        return Proc.bytes(proc, pid, "stat", 4096).flatMap(ProcStat::parse);
    }

    /// Numbers out of the bytes, as this is read of many processes each second.
    static Optional<ProcStat> parse(byte[] bytes) {
        int open = indexOf(bytes, '(');
        int close = lastIndexOf(bytes, ')');
        if (open < 2 || close < open || close + 2 >= bytes.length) {
            return Optional.empty();
        }
        long[] fields = new long[LAST_FIELD + 1];
        int count = fields(bytes, close + 2, fields);
        long pid = number(bytes, 0, open - 1);
        if (count < LEAST_FIELDS || pid < 0) {
            return Optional.empty();
        }
        String comm = new String(bytes, open + 1, close - open - 1, StandardCharsets.ISO_8859_1);
        return Optional.of(
                new ProcStat(
                        (int) pid,
                        comm,
                        (char) (bytes[close + 2] & 0xff),
                        (int) fields[1],
                        (int) fields[17],
                        fields[19],
                        fields[21],
                        (int) fields[LAST_FIELD]));
    }

    /// The fields from the state on, of which the state and those below zero are 0.
    ///
    /// @return how many there are, at most as many as fit; 0 when one is torn
    private static int fields(byte[] bytes, int from, long[] into) {
        int count = 0;
        int begin = from;
        while (begin < bytes.length && count < into.length) {
            int end = begin;
            while (end < bytes.length && bytes[end] > ' ') {
                end++;
            }
            long value = number(bytes, begin, end);
            if (value == TORN && count > 0) {
                return 0;
            }
            into[count++] = Math.max(0, value);
            begin = end + 1;
        }
        return count;
    }

    /// Digits, or -1 for a number below zero, or [#TORN]. What is larger than a long, such as a
    /// limit that is none, is a number like any other that nobody asks for.
    private static long number(byte[] bytes, int from, int to) {
        boolean negative = from < to && bytes[from] == '-';
        long number = 0;
        for (int i = negative ? from + 1 : from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return TORN;
            }
            number = number * 10 + digit;
        }
        return from == to ? TORN : negative ? -1 : Math.max(0, number);
    }

    private static int indexOf(byte[] bytes, char c) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == c) {
                return i;
            }
        }
        return -1;
    }

    private static int lastIndexOf(byte[] bytes, char c) {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] == c) {
                return i;
            }
        }
        return -1;
    }
}
