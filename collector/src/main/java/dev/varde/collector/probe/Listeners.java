package dev.varde.collector.probe;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who listens on a TCP port: the socket's inode from /proc/net/tcp and tcp6 (proc_pid_net(5)), and
/// the processes that hold it open. Foreign processes are seen only with the right to read their
/// descriptors.
///
/// The kernel walks all its connections for one look at the tables, about a millisecond; those who
/// are content with a look of a moment ago share it.
final class Listeners {
    private static final int LARGEST_TABLE = 8 << 20;
    private static final int MOST_KNOWN = 1_000;

    private final Path proc;
    private final Map<Long, Path> known = new ConcurrentHashMap<>();
    private Map<Integer, Set<Long>> sockets = Map.of();
    private @Nullable Long looked;

    Listeners(Path proc) {
        this.proc = proc;
    }

    /// Inodes of the sockets that listen on the port, whatever their address.
    Set<Long> inodes(int port) {
        return inodes(port, Duration.ZERO);
    }

    /// @param age how long ago the look may be
    synchronized Set<Long> inodes(int port, Duration age) {
        long now = System.nanoTime();
        if (looked == null || now - looked >= age.toNanos()) {
            Map<Integer, Set<Long>> fresh = new HashMap<>();
            for (String table : new String[] {"tcp", "tcp6"}) {
                Proc.bytes(proc + "/net/" + table, LARGEST_TABLE)
                        .ifPresent(text -> SocketTable.listening(text, fresh));
            }
            sockets = fresh;
            looked = now;
        }
        return Set.copyOf(sockets.getOrDefault(port, Set.of()));
    }

    /// The ports on which one of the processes listens, each with those that do.
    Map<Integer, Set<Integer>> portsOf(Iterable<Integer> pids) {
        Map<Long, Integer> ports = new HashMap<>();
        inodes(0);
        sockets.forEach((port, inodes) -> inodes.forEach(inode -> ports.put(inode, port)));
        Map<Integer, Set<Integer>> found = new TreeMap<>();
        for (int pid : pids) {
            for (long inode : socketsOf(pid)) {
                Integer port = ports.get(inode);
                if (port != null) {
                    found.computeIfAbsent(port, _ -> new TreeSet<>()).add(pid);
                }
            }
        }
        return found;
    }

    private Set<Long> socketsOf(int pid) {
        Path folder = Path.of(proc.toString(), Integer.toString(pid), "fd");
        String[] fds = folder.toFile().list();
        Set<Long> inodes = new HashSet<>();
        for (String fd : fds == null ? new String[0] : fds) {
            socket(folder.resolve(fd)).ifPresent(inodes::add);
        }
        return inodes;
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
        return holder(inodes(port));
    }

    /// One process that holds one of the sockets.
    Optional<Integer> holder(Set<Long> inodes) {
        String[] names = inodes.isEmpty() ? null : new File(proc.toString()).list();
        for (String name : names == null ? new String[0] : names) {
            int pid = pid(name);
            if (pid > 1 && holds(pid, inodes)) {
                return Optional.of(pid);
            }
        }
        return Optional.empty();
    }

    /// The number in a folder's name, 0 where it is none.
    private static int pid(String name) {
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < '0' || c > '9' || i > 8) {
                return 0;
            }
            number = number * 10 + c - '0';
        }
        return number;
    }

    /// Whether the process holds one of the sockets. Where one was found before is looked at first:
    /// a server may have thousands of descriptors.
    boolean holds(int pid, Set<Long> inodes) {
        Path folder = Path.of(proc.toString(), Integer.toString(pid), "fd");
        for (Long inode : inodes) {
            Path before = known.get(inode);
            if (before != null
                    && before.startsWith(folder)
                    && socket(before).equals(OptionalLong.of(inode))) {
                return true;
            }
        }
        String[] fds = folder.toFile().list();
        for (String fd : fds == null ? new String[0] : fds) {
            Path descriptor = folder.resolve(fd);
            OptionalLong inode = socket(descriptor);
            if (inode.isPresent() && inodes.contains(inode.getAsLong())) {
                note(inode.getAsLong(), descriptor);
                return true;
            }
        }
        return false;
    }

    private void note(long inode, Path descriptor) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(inode, descriptor);
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
