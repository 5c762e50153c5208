package dev.varde.standalone.doctor;

import dev.varde.collector.kernel.KernelHistory.Said;
import dev.varde.collector.kernel.KernelHistory.Told;
import dev.varde.collector.probe.Snapshot.Seen;
import dev.varde.collector.right.Right;
import dev.varde.events.KernelFact;
import dev.varde.events.KernelFact.KernelReported;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.KernelFact.OomScope;
import dev.varde.events.KernelFact.TrapRaised;
import dev.varde.standalone.doctor.Section.Line;
import dev.varde.standalone.doctor.Section.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/// What the kernel said since boot: whom it killed for lack of memory, crashes of programs, and
/// troubles of disks and of its own.
final class KernelWords {
    private static final int MOST_KILLS = 3;
    private static final int MOST_TROUBLES = 3;
    private static final Duration RECENT = Duration.ofDays(1);
    private static final int KERNEL_NAME = 15;

    private final Findings findings;
    private final Told told;

    private KernelWords(Findings findings) {
        this.findings = findings;
        this.told = findings.kernel().map(t -> t, why -> new Told(List.of(), false, why));
    }

    /// Of the host.
    static List<Line> of(Findings findings) {
        KernelWords words = new KernelWords(findings);
        List<Line> lines = new ArrayList<>(words.kills());
        lines.addAll(words.troubles());
        return lines;
    }

    /// Kills of the subject's processes, told by its unit; and of processes of the same name, since
    /// who ended cannot be asked whose it was.
    static List<Line> about(Subject subject, Findings findings) {
        return new KernelWords(findings).about(subject);
    }

    private List<Line> about(Subject subject) {
        List<Line> lines = new ArrayList<>();
        List<Said> alike = new ArrayList<>();
        for (Said said : told.facts()) {
            if (said.fact() instanceof OomKilled kill && inUnit(kill, subject)) {
                lines.add(line(said, recent(said) ? Status.BAD : Status.WARNING));
            } else if (named(said.fact(), subject)) {
                alike.add(said);
            }
        }
        if (!alike.isEmpty()) {
            Line last = line(alike.getLast(), Status.WARNING);
            String more =
                    alike.size() == 1 ? "" : "; " + (alike.size() - 1) + " before it since boot";
            lines.add(Line.warning("perhaps it, by the name: " + last.what() + more));
        }
        return lines.subList(Math.max(0, lines.size() - MOST_KILLS), lines.size());
    }

    private boolean recent(Said said) {
        return Duration.between(said.time(), findings.now()).compareTo(RECENT) < 0;
    }

    private static boolean inUnit(OomKilled kill, Subject subject) {
        String cgroup = kill.cgroup();
        return subject.unit() != null
                && cgroup != null
                && (cgroup + "/").contains("/" + subject.unit() + "/");
    }

    private static boolean named(KernelFact fact, Subject subject) {
        String comm =
                switch (fact) {
                    case OomKilled kill -> kill.comm();
                    case TrapRaised trap -> trap.comm();
                    case KernelReported _ -> "";
                };
        String asked = subject.name();
        return comm.equals(asked.substring(0, Math.min(KERNEL_NAME, asked.length())))
                || subject.main().map(Seen::name).filter(comm::equals).isPresent();
    }

    private List<Line> kills() {
        List<Said> named =
                told.facts().stream().filter(s -> s.fact() instanceof OomKilled).toList();
        List<Line> lines = new ArrayList<>();
        OptionalLong count = findings.kills();
        if (told.trouble() != null) {
            lines.add(
                    new Line(
                            Status.UNKNOWN,
                            "whom the kernel killed: " + Words.plain(told.trouble()),
                            Right.KERNEL_LOG.cure()));
        }
        String since =
                " since boot (" + Words.when(findings.snapshot().bootedAt(), findings.now()) + ")";
        long all = Math.max(named.size(), count.orElse(named.size()));
        if (all == 0 && (count.isPresent() || told.trouble() == null)) {
            lines.add(Line.ok("the kernel killed nothing for lack of memory" + since));
        } else if (all > 0) {
            boolean recent = !named.isEmpty() && recent(named.getLast());
            lines.add(
                    new Line(
                            recent ? Status.BAD : Status.WARNING,
                            "the kernel killed "
                                    + Words.count(all, "time")
                                    + " for lack of memory"
                                    + since,
                            null,
                            List.of(look())));
        }
        named.subList(Math.max(0, named.size() - MOST_KILLS), named.size())
                .forEach(s -> lines.add(line(s, Status.WARNING)));
        long unnamed = all - named.size();
        if (unnamed > 0) {
            lines.add(
                    Line.unknown(
                            "whom it hit "
                                    + Words.count(unnamed, "time")
                                    + " more: the kernel's log does not hold it any longer"));
        }
        return lines;
    }

    private static Remedy look() {
        return Remedy.look(
                "See whom the kernel killed, and what had the memory then",
                "the table before each kill lists all processes",
                "journalctl -k -b --no-pager | grep -iE 'killed process|oom-kill' || dmesg -T | grep"
                        + " -iE 'killed process|oom-kill'");
    }

    private Line line(Said said, Status status) {
        String at = Words.when(said.time(), findings.now());
        String what =
                switch (said.fact()) {
                    case OomKilled k ->
                            "the kernel killed "
                                    + Words.plain(k.comm())
                                    + " (pid "
                                    + k.pid()
                                    + ") for lack of memory, "
                                    + (k.scope() == OomScope.CGROUP
                                            ? "at the limit of its control group"
                                            : "as the host had none left")
                                    + (k.resident() == null
                                            ? ""
                                            : ", with " + Words.bytes(k.resident()) + " resident");
                    case TrapRaised t ->
                            Words.plain(t.comm())
                                    + " (pid "
                                    + t.pid()
                                    + ") crashed: "
                                    + Words.plain(t.trap());
                    case KernelReported r -> words(r) + ": " + Words.plain(r.text());
                };
        return new Line(status, what + " (" + at + ")", null);
    }

    private static String words(KernelReported r) {
        return r.report().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// Crashes and other reports, the newest last.
    private List<Line> troubles() {
        List<Said> all =
                told.facts().stream().filter(s -> !(s.fact() instanceof OomKilled)).toList();
        List<Line> lines = new ArrayList<>();
        all.subList(Math.max(0, all.size() - MOST_TROUBLES), all.size())
                .forEach(s -> lines.add(line(s, worth(s.fact()))));
        if (all.size() > MOST_TROUBLES) {
            lines.add(
                    Line.warning(
                            "and "
                                    + (all.size() - MOST_TROUBLES)
                                    + " more crashes and troubles before; see dmesg -T"));
        }
        return lines;
    }

    private static Status worth(KernelFact fact) {
        return switch (fact) {
            case OomKilled _, TrapRaised _ -> Status.WARNING;
            case KernelReported r ->
                    switch (r.report()) {
                        case IO_ERROR, FILESYSTEM_READ_ONLY, FILESYSTEM_ERROR, OOPS, PANIC ->
                                Status.BAD;
                        case HUNG_TASK, LOCKUP, OOM_UNEXPLAINED, OOM_NO_VICTIM, RCU_STALL ->
                                Status.WARNING;
                    };
        };
    }
}
