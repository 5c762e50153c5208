package dev.varde.collector.journal;

import dev.varde.collector.KillReport;
import dev.varde.events.KernelFact.Killer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Kills for lack of memory that others than the kernel's log tell of: systemd (`src/core/unit.c`),
/// systemd-oomd (`src/oom/oomd-manager.c`) and earlyoom (`kill.c`). Neither guard leaves a line of
/// the kernel.
final class GuardKills {
    private static final Pattern OOMD =
            Pattern.compile("Killed (/\\S{1,400}) due to (?:memory|swap) ");

    /// `sending SIGTERM to process 7378 uid 1000 "tail": oom_score 156, VmRSS 4962 MiB`; a name may
    /// hold anything.
    private static final Pattern EARLYOOM =
            Pattern.compile("sending SIG(?:TERM|KILL) to process (\\d{1,9}) .*?\"(.{1,64})\": ");

    private GuardKills() {}

    static Optional<KillReport> hear(JournalEntry entry) {
        if (entry.byManager()) {
            return ofManager(entry);
        }
        if (entry.byUnit(Sources.OOMD)) {
            return oomd(entry);
        }
        return entry.byUnit(Sources.EARLYOOM) ? earlyoom(entry) : Optional.empty();
    }

    private static Optional<KillReport> ofManager(JournalEntry entry) {
        String unit = entry.field("UNIT");
        String id = entry.fields().getOrDefault(JournalEntry.MESSAGE_ID, "");
        Killer killer =
                switch (id) {
                    case MessageIds.OUT_OF_MEMORY -> Killer.KERNEL;
                    case MessageIds.OOMD_KILL -> Killer.SYSTEMD_OOMD;
                    default -> null;
                };
        return killer == null || unit == null
                ? Optional.empty()
                : Optional.of(report(entry, killer, null, unit, null, null));
    }

    private static Optional<KillReport> oomd(JournalEntry entry) {
        Matcher m = OOMD.matcher(UnitStory.text(entry));
        if (!m.find()) {
            return Optional.empty();
        }
        String cgroup = m.group(1);
        String last = cgroup.substring(cgroup.lastIndexOf('/') + 1);
        String unit = last.contains(".") ? last : null;
        return Optional.of(report(entry, Killer.SYSTEMD_OOMD, null, unit, cgroup, null));
    }

    private static Optional<KillReport> earlyoom(JournalEntry entry) {
        Matcher m = EARLYOOM.matcher(UnitStory.text(entry));
        return m.find()
                ? Optional.of(
                        report(
                                entry,
                                Killer.EARLYOOM,
                                Integer.valueOf(m.group(1)),
                                null,
                                null,
                                m.group(2)))
                : Optional.empty();
    }

    private static KillReport report(
            JournalEntry entry,
            Killer killer,
            @Nullable Integer pid,
            @Nullable String unit,
            @Nullable String cgroup,
            @Nullable String comm) {
        return new KillReport(
                killer, pid, unit, cgroup, comm, entry.time(), entry.id(""), UnitStory.text(entry));
    }
}
