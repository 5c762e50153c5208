package dev.varde.processor.diagnosis;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.Incident.Advice;
import dev.varde.events.Incident.Evidence;
import dev.varde.processor.diagnosis.Case.Death;
import dev.varde.processor.evidence.Disk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The program ended because a file system had no room left.
final class DiskFull implements Rule {
    private static final double FULL = 0.98;
    private static final double ROOM = 0.95;

    @Override
    public Cause cause() {
        return Cause.DISK_FULL;
    }

    @Override
    public Optional<Finding> examine(Case c) {
        return OwnWords.of(c, cause()).map(this::finding);
    }

    private Finding finding(OwnWords w) {
        Death d = w.death();
        Optional<Disk> full = d.host().disks().stream().filter(DiskFull::full).findFirst();
        boolean room =
                !d.host().disks().isEmpty()
                        && d.host().disks().stream().allMatch(DiskFull::hasRoom);
        List<Evidence> evidence = new ArrayList<>(List.of(w.quoted()));
        evidence.addAll(d.ended());
        full.ifPresent(f -> evidence.add(quoted(f)));
        Confidence confidence = full.isPresent() ? Confidence.CERTAIN : Confidence.LIKELY;
        return new Finding(
                cause(),
                confidence,
                d.who()
                        + " ended because "
                        + full.map(f -> f.last().fact().mount() + " is full")
                                .orElse("a file system had no room left")
                        + d.how(),
                evidence,
                room ? List.of("All file systems that are watched have room.") : List.of(),
                advice(full));
    }

    static boolean full(Disk disk) {
        return disk.used() >= FULL && !disk.last().fact().readOnly();
    }

    private static boolean hasRoom(Disk disk) {
        return disk.used() < ROOM || disk.last().fact().readOnly();
    }

    static Evidence quoted(Disk disk) {
        var f = disk.last().fact();
        return new Evidence(
                disk.last().id(),
                disk.last().time(),
                "disk",
                f.mount()
                        + ": "
                        + Say.percent(f.used())
                        + " used, "
                        + Say.bytes(f.available())
                        + " free, "
                        + f.inodesFree()
                        + " of "
                        + f.inodes()
                        + " inodes free");
    }

    static List<Advice> advice(Optional<Disk> disk) {
        String mount = Shell.quote(disk.map(f -> f.last().fact().mount()).orElse("/"));
        return List.of(
                new Advice(
                        "Find what takes the room",
                        List.of(
                                "df -h",
                                "df -i",
                                "du -xh --max-depth=2 " + mount + " | sort -h | tail"),
                        "A restart helps only once there is room. Deleted files that are still open count"
                                + " until their process ends."),
                new Advice(
                        "Bound what grows",
                        List.of("journalctl --vacuum-size=500M"),
                        "Logs without rotation are the usual reason."));
    }
}
