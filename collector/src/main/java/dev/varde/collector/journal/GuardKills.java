package dev.varde.collector.journal;

import dev.varde.collector.KillReport;
import dev.varde.events.KernelFact.Killer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Kills for lack of memory that others than the kernel's log tell of: systemd (`src/core/unit.c`),
/// systemd-oomd and earlyoom. Neither guard leaves a line of the kernel.
final class GuardKills {
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
        return GuardText.oomd(UnitStory.text(entry))
                .map(k -> report(entry, Killer.SYSTEMD_OOMD, null, k.unit(), k.cgroup(), null));
    }

    private static Optional<KillReport> earlyoom(JournalEntry entry) {
        return GuardText.earlyoom(UnitStory.text(entry))
                .map(k -> report(entry, Killer.EARLYOOM, k.pid(), null, null, k.comm()));
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
