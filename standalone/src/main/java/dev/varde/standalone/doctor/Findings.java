package dev.varde.standalone.doctor;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.collector.kernel.KernelHistory;
import dev.varde.collector.probe.Round;
import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.UnitProperties;
import dev.varde.collector.redact.Redactor;
import dev.varde.collector.tail.LogEnd;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.notifier.text.SafeText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// All that was looked at, of which the sections are made.
///
/// @param between from the first snapshot to the second
/// @param logs the logs of each subject, by its name
/// @param journals the last lines in systemd's journal, by unit
/// @param kills out-of-memory kills since boot by the kernel's count
record Findings(
        Instant now,
        RedFlags flags,
        Redactor redactor,
        Snapshot snapshot,
        Look<Snapshot> later,
        Duration between,
        Look<Map<String, UnitProperties>> units,
        Look<List<Round.Heard>> health,
        Map<String, Look<List<LogEnd>>> logs,
        Map<String, Look<LastWords>> journals,
        Look<KernelHistory.Told> kernel,
        OptionalLong kills,
        Look<List<DiskSampled>> disks,
        Rotation rotation) {
    private static final int LONGEST_COMMAND = 100;

    Findings {
        logs = Map.copyOf(logs);
        journals = Map.copyOf(journals);
    }

    /// What systemd says of the subject's unit, where it says anything.
    Optional<UnitProperties> unit(Subject subject) {
        String unit = subject.unit();
        return unit == null
                ? Optional.empty()
                : Optional.ofNullable(units.or(Map.of()).get(unit)).filter(UnitProperties::found);
    }

    /// Text from outside: without secrets and safe to show.
    String quoted(String text) {
        return Words.plain(redactor.redact(text));
    }

    String process(Snapshot.Seen seen) {
        String command = SafeText.line(redactor.redact(seen.command()), LONGEST_COMMAND);
        return "pid " + seen.pid() + " (" + command + ")";
    }

    String process(int pid) {
        return snapshot.process(pid).map(this::process).orElse("pid " + pid);
    }
}
