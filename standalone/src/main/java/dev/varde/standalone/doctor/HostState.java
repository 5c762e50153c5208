package dev.varde.standalone.doctor;

import dev.varde.collector.probe.HostFigures;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ResourceFact.HostLimitsSampled;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.Pressure;
import dev.varde.events.ResourceFact.Stall;
import dev.varde.standalone.doctor.Remedy.Touch;
import dev.varde.standalone.doctor.Section.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Memory, swap, pressure, disks and the kernel's own limits.
final class HostState {
    private static final double NEAR = 0.8;
    private static final double FULL = 0.98;

    /// Shares of the last ten seconds, 0 to 100, from which on waiting is felt.
    private static final double WAITS = 10;

    private static final double STANDS = 25;

    private final Findings findings;

    private HostState(Findings findings) {
        this.findings = findings;
    }

    static List<Line> of(Findings findings) {
        return new HostState(findings).lines();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Optional<HostMemorySampled> memory = HostFigures.memory();
        lines.add(
                memory.map(this::memory)
                        .orElse(Line.unknown("memory: /proc/meminfo cannot be read")));
        memory.map(this::swap).ifPresent(lines::add);
        lines.add(pressure(HostFigures.pressure()));
        lines.addAll(
                findings.disks()
                        .map(
                                all -> all.stream().map(this::disk).toList(),
                                why -> List.of(Line.unknown("disks: " + Words.plain(why)))));
        HostFigures.limits().map(HostState::limits).ifPresent(lines::add);
        return lines;
    }

    private Line memory(HostMemorySampled m) {
        String what =
                "memory: " + Words.bytes(m.available()) + " available of " + Words.bytes(m.total());
        Remedy look =
                Remedy.look(
                        "See what has the memory",
                        "the biggest first, in KiB",
                        "ps -eo rss,pid,user,args --sort=-rss | cut -c1-150 | head -15");
        if (m.available() < Math.min(findings.flags().memoryAvailable() / 4, m.total() / 20)) {
            return Line.bad(what, look);
        }
        return m.available() < findings.flags().memoryAvailable()
                ? Line.warning(
                        what + ", under " + Words.bytes(findings.flags().memoryAvailable()), look)
                : Line.ok(what);
    }

    private Line swap(HostMemorySampled m) {
        if (m.swapTotal() == 0) {
            return findings.flags().swapExpected()
                    ? Line.warning(
                            "swap: none; a short peak of memory ends in a kill",
                            new Remedy(
                                    Touch.ADDS,
                                    "Give the host swap",
                                    List.of(
                                            "fallocate -l 2G /swapfile",
                                            "chmod 600 /swapfile",
                                            "mkswap /swapfile",
                                            "swapon /swapfile",
                                            "echo '/swapfile none swap sw 0 0' >> /etc/fstab"),
                                    "without on purpose? write swap: optional under red-flags"))
                    : Line.ok("swap: none, as is wanted");
        }
        double used = 1 - (double) m.swapFree() / m.swapTotal();
        String what = "swap: " + Words.share(used) + " of " + Words.bytes(m.swapTotal()) + " used";
        return used >= NEAR ? Line.warning(what) : Line.ok(what);
    }

    private static Line pressure(Pressure p) {
        if (p.cpu() == null && p.memory() == null && p.io() == null) {
            return Line.unknown("pressure: this kernel does not tell it (/proc/pressure)");
        }
        String what =
                "pressure: tasks waited for memory "
                        + some(p.memory())
                        + ", disk "
                        + some(p.io())
                        + ", processor "
                        + some(p.cpu())
                        + " of the last 10 s";
        if (full(p.memory()) >= WAITS) {
            return Line.bad(what + "; memory is so short that nothing went on at times");
        }
        boolean waits =
                full(p.io()) >= STANDS || (p.memory() != null && p.memory().some() >= WAITS);
        return waits ? Line.warning(what) : Line.ok(what);
    }

    private static String some(@Nullable Stall stall) {
        return stall == null ? "?" : Words.share(stall.some() / 100);
    }

    private static double full(@Nullable Stall stall) {
        return stall == null ? 0 : stall.full();
    }

    private Line disk(DiskSampled d) {
        String mount = Words.plain(d.mount());
        String what =
                "disk "
                        + mount
                        + ": "
                        + Words.share(d.used())
                        + " of "
                        + Words.bytes(d.total())
                        + " used, "
                        + Words.bytes(d.available())
                        + " left";
        double inodes = d.inodes() <= 0 ? 0 : 1 - (double) d.inodesFree() / d.inodes();
        String nodes = inodes >= NEAR ? "; inodes " + Words.share(inodes) + " used" : "";
        double worst = Math.max(d.used(), inodes);
        String where = Shell.quote(d.mount());
        if (d.readOnly()) {
            return Line.bad(
                    what + ", mounted read-only",
                    Remedy.look(
                            "See why " + mount + " is read-only",
                            "a disk error makes the kernel do that; never remount it before you know",
                            "findmnt -no OPTIONS " + where,
                            "dmesg -T | grep -iE 'read-only|i/o error|ext4|xfs|btrfs' | tail"));
        }
        Remedy look =
                inodes > d.used()
                        ? Remedy.look(
                                "See where the files of " + mount + " are",
                                "millions of small files use up the inodes",
                                "du --inodes -xd 3 " + where + " 2>/dev/null | sort -rn | head -15")
                        : Remedy.look(
                                "See what fills " + mount,
                                "deleted files that are still open count too",
                                "du -xd 3 -BM " + where + " 2>/dev/null | sort -rn | head -15",
                                "lsof +L1 " + where + " 2>/dev/null | head");
        if (worst >= FULL) {
            return Line.bad(what + nodes + ": full", look);
        }
        return worst >= findings.flags().diskUsed()
                ? Line.warning(what + nodes, look)
                : Line.ok(what + nodes);
    }

    private static Line limits(HostLimitsSampled l) {
        String what =
                "the host has "
                        + l.tasks()
                        + " of "
                        + l.taskLimit()
                        + " tasks, "
                        + l.files()
                        + (l.fileLimit() > 1L << 40
                                ? " open files"
                                : " of " + l.fileLimit() + " open files");
        double worst =
                Math.max((double) l.tasks() / l.taskLimit(), (double) l.files() / l.fileLimit());
        return worst >= NEAR ? Line.warning(what + ": near a limit of the kernel") : Line.ok(what);
    }
}
