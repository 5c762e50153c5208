package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.HostMemorySampled;
import java.nio.file.Path;
import java.util.Optional;

/// Reads the host's memory from proc_meminfo(5), and its pressure where the kernel tells it.
record HostMemory(Path proc) {
    Optional<HostMemorySampled> sample() {
        String text = Proc.text(proc + "/meminfo", 16_384).orElse("");
        Optional<Long> total = Proc.number(text, "MemTotal:");
        Optional<Long> available = Proc.number(text, "MemAvailable:");
        if (total.isEmpty() || available.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new HostMemorySampled(
                        total.get() * 1024,
                        available.get() * 1024,
                        Proc.number(text, "SwapTotal:").orElse(0L) * 1024,
                        Proc.number(text, "SwapFree:").orElse(0L) * 1024,
                        pressure().orElse(null)));
    }

    /// `some avg10=1.23 …` of /proc/pressure/memory.
    private Optional<Double> pressure() {
        return Proc.text(proc + "/pressure/memory", 512)
                .flatMap(t -> t.lines().filter(l -> l.startsWith("some ")).findFirst())
                .map(l -> l.replaceFirst("^some avg10=(\\d{1,3}\\.\\d{1,4}) .*", "$1"))
                .filter(v -> v.matches("\\d{1,3}\\.\\d{1,4}"))
                .map(Double::valueOf);
    }
}
