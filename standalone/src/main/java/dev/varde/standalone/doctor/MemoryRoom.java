package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.Snapshot.Group;
import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.events.ResourceFact.CgroupUse;
import java.util.List;

/// How much memory a service should be allowed, from what it was seen to have.
public final class MemoryRoom {
    private static final long MEBIBYTE = 1L << 20;
    private static final long LEAST = 128 * MEBIBYTE;
    private static final long STEP = 64 * MEBIBYTE;

    private MemoryRoom() {}

    /// Bytes: twice the most that it was seen to have, rounded up to 64 MiB and at least 128 MiB.
    ///
    /// The most is its own control group's peak where the kernel keeps one, else what is resident
    /// now. Twice, since page cache counts too and one look does not show the busiest hour.
    public static long memoryMax(Snapshot snapshot, List<Seen> family) {
        long seen = family.stream().mapToLong(Seen::resident).sum();
        boolean alone = snapshot.use(family).filter(u -> u.cgroup() != null).isPresent();
        if (alone) {
            CgroupUse own = snapshot.use(family).orElseThrow().cgroup();
            Long peak = snapshot.group(family.getFirst().pid()).map(Group::peak).orElse(null);
            Long now = own == null ? null : own.memory();
            seen = Math.max(seen, Math.max(peak == null ? 0 : peak, now == null ? 0 : now));
        }
        return Math.max(LEAST, (2 * seen + STEP - 1) / STEP * STEP);
    }

    /// As systemd writes it, `512M`.
    public static String mebibytes(long bytes) {
        return bytes / MEBIBYTE + "M";
    }
}
