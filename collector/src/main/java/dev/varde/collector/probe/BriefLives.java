package dev.varde.collector.probe;

import dev.varde.events.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Processes that a pid file names and that ended before any look saw them alive, as a program does
/// that fails at its start. Only of services whose main process was seen to end before: what an old
/// file names is nobody's end. Thread-safe.
final class BriefLives {
    /// A successor may be started, and fail since the port is still held, while the one before
    /// takes its time to end.
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    /// The main process before.
    ///
    /// @param since what the file has named since then came after it
    private record Past(int pid, Instant since) {}

    private final Map<ServiceName, Past> past = new ConcurrentHashMap<>();

    void mainEnded(ServiceName service, int pid, Instant started, Instant ended) {
        Instant since = ended.minus(OVERLAP);
        past.put(service, new Past(pid, since.isBefore(started) ? started : since));
    }

    void keepOnly(Set<ServiceName> services) {
        past.keySet().retainAll(services);
    }

    /// The process that the file has named since about when the last one ended, if that is over
    /// too. Where it is gone altogether, it is taken to have started when the file was written.
    Optional<ProcessTable.Row> named(
            ServiceName service, Path pidFile, Path proc, Instant bootedAt) {
        Past before = past.get(service);
        if (before == null) {
            return Optional.empty();
        }
        try {
            Instant written = Files.getLastModifiedTime(pidFile).toInstant();
            return written.isAfter(before.since())
                    ? Matching.readPid(pidFile)
                            .filter(pid -> pid != before.pid())
                            .flatMap(pid -> over(proc, pid, Proc.ticks(bootedAt, written)))
                    : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessTable.Row> over(Path proc, int pid, long writtenTicks) {
        ProcStat gone = new ProcStat(pid, "?", 'X', 0, 0, writtenTicks, 0, 0);
        ProcStat stat = ProcStat.of(proc, pid).orElse(gone);
        return stat.ended()
                ? Optional.of(
                        new ProcessTable.Row(stat, List.of(), "", 2, System.nanoTime(), false))
                : Optional.empty();
    }
}
