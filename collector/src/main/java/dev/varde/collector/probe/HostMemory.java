package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.Stall;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the host's memory from proc_meminfo(5), and its pressure where the kernel tells it.
final class HostMemory {
    private static final long KIB = 1024;

    private final String meminfo;
    private final Stalls stalls;
    private final Figures figures = new Figures(8_192);

    HostMemory(Path proc) {
        meminfo = proc + "/meminfo";
        stalls = new Stalls(proc + "/pressure/");
    }

    Optional<HostMemorySampled> sample() {
        if (!figures.readAgain(meminfo)) {
            return Optional.empty();
        }
        OptionalLong total = figures.after("MemTotal:");
        OptionalLong available = figures.after("MemAvailable:");
        if (total.isEmpty() || available.isEmpty()) {
            return Optional.empty();
        }
        Stall memory = stalls.read("memory");
        return Optional.of(
                new HostMemorySampled(
                        total.getAsLong() * KIB,
                        available.getAsLong() * KIB,
                        figures.after("SwapTotal:").orElse(0) * KIB,
                        figures.after("SwapFree:").orElse(0) * KIB,
                        memory == null ? null : memory.some()));
    }

    /// @param low bytes of available memory under which the host is warned about
    static List<Gauge> gauges(HostMemorySampled s, long low) {
        return List.of(
                Gauge.used(s.total() - s.available(), s.total()).flagged(s.total() - low),
                Gauge.used(s.swapTotal() - s.swapFree(), Math.max(1, s.swapTotal())));
    }
}
