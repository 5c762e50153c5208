package dev.varde.collector.probe;

import java.nio.file.Path;
import java.util.Optional;

/// What does not change on a host until it starts again.
///
/// @param bootId random, new at each boot (random(4)); `unknown` where /proc does not say
/// @param memoryTotal bytes
/// @param swapTotal bytes
public record HostFacts(
        String bootId, String kernel, int processors, long memoryTotal, long swapTotal) {
    public static HostFacts read() {
        return read(Proc.ROOT);
    }

    static HostFacts read(Path proc) {
        String memory = Proc.text(proc + "/meminfo", 16_384).orElse("");
        return new HostFacts(
                line(proc + "/sys/kernel/random/boot_id").orElse("unknown"),
                line(proc + "/sys/kernel/osrelease").orElse("unknown"),
                Runtime.getRuntime().availableProcessors(),
                Proc.number(memory, "MemTotal:").orElse(0L) * 1024,
                Proc.number(memory, "SwapTotal:").orElse(0L) * 1024);
    }

    private static Optional<String> line(String path) {
        return Proc.text(path, 200).map(String::strip).filter(t -> !t.isEmpty());
    }
}
