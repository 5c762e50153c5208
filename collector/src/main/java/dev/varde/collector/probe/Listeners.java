package dev.varde.collector.probe;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Who listens on a TCP port: the socket's inode from /proc/net/tcp and tcp6 (proc_pid_net(5)), and
/// the processes that hold it open. Foreign processes are seen only with the right to read their
/// descriptors.
final class Listeners {
    private static final String LISTEN = "0A";
    private static final int LARGEST_TABLE = 8 << 20;

    private final Path proc;

    Listeners(Path proc) {
        this.proc = proc;
    }

    /// Inodes of the sockets that listen on the port, whatever their address.
    Set<Long> inodes(int port) {
        Set<Long> found = new HashSet<>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            Proc.bytes(proc + "/net/" + table, LARGEST_TABLE)
                    .map(b -> new String(b, StandardCharsets.ISO_8859_1))
                    .ifPresent(text -> text.lines().skip(1).forEach(l -> add(l, port, found)));
        }
        return found;
    }

    private static void add(String line, int port, Set<Long> found) {
        String[] fields = line.trim().split("\\s+", -1);
        if (fields.length < 10 || !fields[3].equals(LISTEN)) {
            return;
        }
        try {
            String local = fields[1];
            if (Integer.parseInt(local.substring(local.lastIndexOf(':') + 1), 16) == port) {
                found.add(Long.valueOf(fields[9]));
            }
        } catch (NumberFormatException torn) {
            return;
        }
    }

    boolean listening(int port) {
        return !inodes(port).isEmpty();
    }

    /// All processes that hold the listening socket; process 1 is left out, because a unit manager
    /// holds the sockets of services that it starts on demand.
    Set<Integer> pidsOn(int port, ProcessTable table) {
        Set<Long> inodes = inodes(port);
        Set<Integer> pids = new HashSet<>();
        if (!inodes.isEmpty()) {
            for (ProcessTable.Row row : table.rows()) {
                if (row.pid() > 1 && holds(row.pid(), inodes)) {
                    pids.add(row.pid());
                }
            }
        }
        return pids;
    }

    /// One process that listens on the port.
    Optional<Integer> holder(int port) {
        Set<Long> inodes = inodes(port);
        String[] names = inodes.isEmpty() ? null : new File(proc.toString()).list();
        for (String name : names == null ? new String[0] : names) {
            if (name.matches("[0-9]{1,9}")
                    && !name.equals("1")
                    && holds(Integer.parseInt(name), inodes)) {
                return Optional.of(Integer.valueOf(name));
            }
        }
        return Optional.empty();
    }

    private boolean holds(int pid, Set<Long> inodes) {
        String folder = proc + "/" + pid + "/fd";
        String[] fds = new File(folder).list();
        for (String fd : fds == null ? new String[0] : fds) {
            OptionalLong inode = socket(Path.of(folder, fd));
            if (inode.isPresent() && inodes.contains(inode.getAsLong())) {
                return true;
            }
        }
        return false;
    }

    /// The inode in `socket:[inode]`; empty for other kinds and descriptors just closed.
    private static OptionalLong socket(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? OptionalLong.of(Long.parseLong(target.substring(8, target.length() - 1)))
                    : OptionalLong.empty();
        } catch (IOException | NumberFormatException gone) {
            return OptionalLong.empty();
        }
    }
}
