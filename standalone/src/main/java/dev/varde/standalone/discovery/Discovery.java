package dev.varde.standalone.discovery;

import dev.varde.standalone.discovery.Found.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Looks at what listens on this host and at the units that people put there, all ports at the same
/// time.
public final class Discovery {
    private static final Path PROC = Path.of("/proc");
    private static final int MOST = 50;

    /// The last unit in a path of proc_pid_cgroup(5), `0::/system.slice/kontali.service`.
    private static final Pattern UNIT = Pattern.compile("/([^/\\n]+\\.service)(?:/|$)");

    private Discovery() {}

    /// At most fifty, those that listen by port, then units that do not.
    public static List<Found> look() {
        Map<String, UnitFiles.Unit> units =
                UnitFiles.all().stream()
                        .collect(Collectors.toMap(UnitFiles.Unit::name, Function.identity()));
        List<Found> found = new ArrayList<>(listening(units.keySet()));
        Set<@Nullable String> named = new HashSet<>();
        found.forEach(f -> named.add(f.unit()));
        units.values().stream()
                .filter(u -> !named.contains(u.name()) && !u.active().equals("inactive"))
                .forEach(u -> found.add(unit(u)));
        return found.stream().limit(MOST).toList();
    }

    private static List<Found> listening(Set<String> units) {
        long self = ProcessHandle.current().pid();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Found>> asked =
                    Listeners.find().stream()
                            .filter(l -> l.pid() != self)
                            .limit(MOST)
                            .map(l -> threads.submit(() -> listening(l, units)))
                            .toList();
            List<Found> found = new ArrayList<>();
            for (Future<Found> one : asked) {
                found.add(one.get());
            }
            return found;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static Found listening(Listeners.Listener listener, Set<String> units) {
        Path process = PROC.resolve(Integer.toString(listener.pid()));
        return new Found(
                listener.port(),
                listener.pid(),
                listener.command(),
                user(listener.pid()),
                unitOf(process, units),
                OpenLogs.of(process),
                Greeter.ask(listener.port()));
    }

    private static Found unit(UnitFiles.Unit unit) {
        boolean runs = unit.mainPid() > 0;
        return new Found(
                null,
                runs ? unit.mainPid() : null,
                unit.name().substring(0, unit.name().length() - ".service".length()),
                runs ? user(unit.mainPid()) : "",
                unit.name(),
                runs ? OpenLogs.of(PROC.resolve(Integer.toString(unit.mainPid()))) : List.of(),
                new Answer.Nothing());
    }

    private static @Nullable String unitOf(Path process, Set<String> units) {
        try {
            Matcher unit = UNIT.matcher(Files.readString(process.resolve("cgroup")));
            return unit.find() && units.contains(unit.group(1)) ? unit.group(1) : null;
        } catch (IOException _) {
            return null; // ended meanwhile
        }
    }

    private static String user(int pid) {
        return ProcessHandle.of(pid).flatMap(p -> p.info().user()).orElse("");
    }
}
