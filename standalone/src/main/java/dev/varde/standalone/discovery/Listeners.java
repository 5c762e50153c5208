package dev.varde.standalone.discovery;

import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration;
import dev.varde.events.config.Configuration.Check;
import dev.varde.events.config.Configuration.ProcessMatch;
import dev.varde.events.config.Configuration.Service;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Services made from what listens on this host, for `varde up` without a file.
public final class Listeners {
    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";
    private static final int MOST = 50;

    private Listeners() {}

    /// @param port where it listens
    /// @param command its short name (proc_pid_comm(5))
    record Listener(int port, int pid, String command) {}

    /// The configuration with one service for each listening port, said on `out`.
    public static Configuration watchAll(Configuration plain, PrintStream out) {
        List<Service> services = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        for (Listener listener : find()) {
            if (listener.pid() != self && services.size() < MOST) {
                services.add(service(listener));
                out.printf(
                        "Watching port %d: %s (pid %d, user %s)%n",
                        listener.port(),
                        plain(listener.command()),
                        listener.pid(),
                        ProcessHandle.of(listener.pid())
                                .flatMap(p -> p.info().user())
                                .orElse("unknown"));
            }
        }
        if (services.isEmpty()) {
            out.println(
                    "Nothing that this user may see listens on this host; watching the host alone.");
        }
        out.println(
                "Nobody is told and nothing is restarted without a configuration: varde up -c FILE."
                        + " One for this host is proposed by: varde discover --yaml");
        return new Configuration(
                plain.host(),
                plain.kafka(),
                services,
                plain.redFlags(),
                plain.mail(),
                plain.receivers(),
                plain.routes(),
                plain.restarts());
    }

    private static Service service(Listener listener) {
        Duration every = Duration.ofSeconds(2);
        String target = "127.0.0.1:" + listener.port();
        return new Service(
                new ServiceName(plain(listener.command()) + "-" + listener.port()),
                Map.of(),
                new ProcessMatch.ByPort(listener.port()),
                List.of(new Check("tcp", CheckKind.TCP, target, List.of(), every, every, 2)),
                List.of(),
                List.of(),
                null);
    }

    /// A process may call itself anything.
    private static String plain(String command) {
        String plain = command.replaceAll("[^A-Za-z0-9._-]", "-");
        return plain.isEmpty() ? "process" : plain;
    }

    /// What listens on 127.0.0.1 or every address, by port; processes of other users are not seen
    /// without the right to.
    static List<Listener> find() {
        Map<Long, Integer> ports = new HashMap<>();
        readSockets(PROC.resolve("net/tcp"), ports);
        readSockets(PROC.resolve("net/tcp6"), ports);
        Map<Integer, Listener> found = new TreeMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                listenersOf(process, ports).forEach(l -> found.putIfAbsent(l.port(), l));
            }
        } catch (IOException e) {
            return List.of();
        }
        return List.copyOf(found.values());
    }

    /// Socket inode to port, from the table of proc_net_tcp(5): field 1 the local address, 3 the
    /// state, 9 the inode.
    private static void readSockets(Path table, Map<Long, Integer> ports) {
        try {
            for (String line : Files.readAllLines(table)) {
                String[] field = line.strip().split("\\s+", -1);
                if (field.length > 9 && field[3].equals(LISTEN) && reachable(field[1])) {
                    int port = Integer.parseInt(field[1].substring(field[1].indexOf(':') + 1), 16);
                    ports.put(Long.parseLong(field[9]), port);
                }
            }
        } catch (IOException e) {
            return; // no IPv6 on this host
        }
    }

    /// Every address or 127.0.0.1, also mapped into IPv6, in the kernel's byte order.
    private static boolean reachable(String address) {
        String ip = address.substring(0, address.indexOf(':'));
        return ip.chars().allMatch(c -> c == '0')
                || ip.equals("0100007F")
                || ip.equals("0000000000000000FFFF00000100007F");
    }

    private static List<Listener> listenersOf(Path process, Map<Long, Integer> ports) {
        List<Listener> found = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            String command = Files.readString(process.resolve("comm")).strip();
            int pid = Integer.parseInt(process.getFileName().toString());
            for (Path descriptor : descriptors) {
                port(descriptor, ports).ifPresent(p -> found.add(new Listener(p, pid, command)));
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException e) {
            return found; // ended meanwhile, or another user's
        }
        return found;
    }

    private static Optional<Integer> port(Path descriptor, Map<Long, Integer> ports) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Optional.ofNullable(
                            ports.get(Long.parseLong(target.substring(8, target.length() - 1))))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // closed meanwhile
        }
    }
}
