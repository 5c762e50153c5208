package dev.varde.standalone.doctor;

import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.Snapshot.Group;
import dev.varde.collector.probe.Snapshot.Limits;
import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.events.ResourceFact.CgroupUse;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.standalone.doctor.Section.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What does it use, does it grow, and how near are its limits?
final class Use {
    private static final double NEAR = 0.8;
    private static final double AT = 0.95;

    /// Growth between two looks under this is noise.
    private static final long NOISE = 8L << 20;

    private final Subject subject;
    private final Findings findings;

    private Use(Subject subject, Findings findings) {
        this.subject = subject;
        this.findings = findings;
    }

    static List<Line> of(Subject subject, Findings findings) {
        return subject.runs() ? new Use(subject, findings).lines() : List.of();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Optional<ServiceMemorySampled> use = findings.snapshot().use(subject.family());
        Group group = findings.snapshot().group(subject.family().getFirst().pid()).orElse(null);
        use.ifPresent(u -> lines.add(memory(u, group)));
        lines.add(growth());
        lines.add(descriptors());
        use.ifPresent(u -> lines.add(threads(u)));
        return lines;
    }

    private Line memory(ServiceMemorySampled use, @Nullable Group group) {
        CgroupUse own = use.cgroup();
        long charged = own == null || own.memory() == null ? use.resident() : own.memory();
        String what =
                "memory: "
                        + Words.bytes(use.resident())
                        + " resident"
                        + (use.swap() == 0 ? "" : ", " + Words.bytes(use.swap()) + " swapped out");
        Long limit = use.limit();
        if (limit == null) {
            return Line.ok(what + ", no limit of its own");
        }
        Long peak = group == null || own == null ? null : group.peak();
        String of = " of at most " + Words.bytes(limit);
        String most = peak == null ? "" : " (at most so far " + Words.bytes(peak) + ")";
        double share = (double) Math.max(use.resident(), charged) / limit;
        double peakShare = peak == null ? 0 : (double) peak / limit;
        if (share >= AT) {
            return Line.bad(what + of + ": it is about to be killed" + most);
        }
        return share >= NEAR || peakShare >= AT
                ? Line.warning(what + of + most + ": little room is left")
                : Line.ok(what + of + most);
    }

    /// From two looks, which show a flood and not a leak of days.
    private Line growth() {
        return findings.later()
                .map(
                        this::growth,
                        why -> Line.unknown("whether it grows: no second look (" + why + ")"));
    }

    private Line growth(Snapshot later) {
        Set<Integer> pids = subject.family().stream().map(Seen::pid).collect(Collectors.toSet());
        long before = sum(subject.family());
        long after = sum(later.family(pids));
        double seconds = findings.between().toMillis() / 1000.0;
        long grown = after - before;
        if (grown < NOISE) {
            return Line.unknown(
                    "whether it grows over hours: it did not within "
                            + Words.span(findings.between())
                            + "; a running Varde keeps the curve");
        }
        return Line.warning(
                "grows: "
                        + Words.bytes(grown)
                        + " within "
                        + Words.span(findings.between())
                        + full(grown / seconds));
    }

    private static long sum(List<Seen> family) {
        return family.stream().mapToLong(Seen::resident).sum();
    }

    private String full(double perSecond) {
        Long limit =
                findings.snapshot()
                        .group(subject.family().getFirst().pid())
                        .map(Group::limit)
                        .orElse(null);
        if (limit == null) {
            return "";
        }
        long left = Math.max(0, limit - sum(subject.family()));
        return "; at this pace its limit is reached in "
                + Words.span(java.time.Duration.ofMillis((long) (left / perSecond * 1000)));
    }

    /// Of the process that is nearest to its own limit.
    private Line descriptors() {
        Seen worst = null;
        Limits room = null;
        double most = -1;
        for (Seen seen : subject.family()) {
            Limits r = findings.snapshot().limits(seen);
            Integer open = r.descriptors();
            Long limit = r.descriptorLimit();
            double share = open == null ? -1 : limit == null ? 0 : (double) open / limit;
            if (share > most) {
                worst = seen;
                room = r;
                most = share;
            }
        }
        if (worst == null || room == null) {
            return Line.unknown("its open files: they may not be seen by this user (run as root)");
        }
        Long limit = room.descriptorLimit();
        String what =
                "open files: "
                        + room.descriptors()
                        + (limit == null ? ", no limit" : " of " + limit)
                        + " in pid "
                        + worst.pid();
        Remedy look =
                Remedy.look(
                        "See what pid " + worst.pid() + " has open",
                        "many of one kind are a leak; else raise LimitNOFILE in its unit",
                        "ls -l /proc/"
                                + worst.pid()
                                + "/fd | awk '{print $NF}' | sed 's/[0-9]*]//;s/:\\[.*//' | sort |"
                                + " uniq -c | sort -rn | head");
        return near(what, most, look);
    }

    private static Line near(String what, double share, Remedy... remedies) {
        if (share >= AT) {
            return Line.bad(what + ": at its limit", remedies);
        }
        return share >= NEAR ? Line.warning(what + ": near its limit", remedies) : Line.ok(what);
    }

    private Line threads(ServiceMemorySampled use) {
        CgroupUse group = use.cgroup();
        String what = "threads: " + use.threads();
        if (group != null && group.tasks() != null && group.taskLimit() != null) {
            return near(
                    what + ", tasks " + group.tasks() + " of " + group.taskLimit(),
                    (double) group.tasks() / group.taskLimit());
        }
        Long limit = use.threadLimit();
        return limit == null
                ? Line.ok(what + ", no limit of its own")
                : near(
                        what + " of " + limit + " that its user may have",
                        (double) use.threads() / limit);
    }
}
