package dev.varde.collector.probe;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Reads /proc/net/tcp and tcp6 (proc_pid_net(5)), of which a busy host has tens of thousands of
/// lines:
///
/// ```
///   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
///    0: 0100007F:1F40 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 …
/// ```
final class SocketTable {
    private static final int STATE = 3;
    private static final int INODE = 9;

    private SocketTable() {}

    /// Adds the inodes of the sockets that listen (state 0A), by port.
    static void listening(byte[] table, Map<Integer, Set<Long>> found) {
        int line = end(table, 0) + 1;
        while (line < table.length) {
            int end = end(table, line);
            line(table, line, end, found);
            line = end + 1;
        }
    }

    private static int end(byte[] table, int from) {
        int at = from;
        while (at < table.length && table[at] != '\n') {
            at++;
        }
        return at;
    }

    private static void line(byte[] table, int from, int to, Map<Integer, Set<Long>> found) {
        int state = field(table, from, to, STATE);
        if (state + 2 > to || table[state] != '0' || table[state + 1] != 'A') {
            return;
        }
        int local = field(table, from, to, 1);
        while (local < to && table[local] != ':' && table[local] != ' ') {
            local++;
        }
        long port = number(table, local + 1, to, 16);
        long inode = number(table, field(table, from, to, INODE), to, 10);
        if (port > 0 && port < 65_536 && inode >= 0) {
            found.computeIfAbsent((int) port, _ -> new HashSet<>()).add(inode);
        }
    }

    /// Where the field begins, counted from 0; the end where there are fewer.
    private static int field(byte[] table, int from, int to, int number) {
        int at = from;
        for (int i = 0; ; i++) {
            while (at < to && table[at] == ' ') {
                at++;
            }
            if (i == number || at == to) {
                return at;
            }
            while (at < to && table[at] != ' ') {
                at++;
            }
        }
    }

    /// The digits from there on; -1 where there is none or they are too many.
    private static long number(byte[] table, int from, int to, int radix) {
        long number = 0;
        int at = from;
        for (; at < to && at - from < 15; at++) {
            int digit = Character.digit(table[at], radix);
            if (digit < 0) {
                break;
            }
            number = number * radix + digit;
        }
        return at == from ? -1 : number;
    }
}
