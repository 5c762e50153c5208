package dev.varde.collector.probe;

import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostLimitsSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.Pressure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The host's figures as they are now, for whoever looks once; each is empty, or null, where the
/// kernel does not tell.
public final class HostFigures {
    private HostFigures() {}

    public static Optional<HostMemorySampled> memory() {
        return new HostMemory(Proc.ROOT).sample();
    }

    public static Pressure pressure() {
        return new Stalls(Proc.ROOT + "/pressure/").read();
    }

    public static Optional<HostLimitsSampled> limits() {
        return new HostLimits(Proc.ROOT).sample();
    }

    /// The file systems that the paths lie on; may hang as long as one of them does. Empty where
    /// native access is denied.
    public static Optional<List<DiskSampled>> disks(List<Path> paths) {
        return Posix.load().map(posix -> new FileSystems(posix).of(paths.stream()));
    }

    /// The folder above the first part of a path that is a pattern.
    public static Path withoutGlob(String pattern) {
        return Disks.withoutGlob(pattern);
    }
}
