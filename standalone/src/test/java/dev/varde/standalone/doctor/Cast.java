package dev.varde.standalone.doctor;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.collector.kernel.KernelHistory.Told;
import dev.varde.collector.probe.Round;
import dev.varde.collector.probe.Snapshot;
import dev.varde.collector.probe.UnitProperties;
import dev.varde.collector.redact.Redactor;
import dev.varde.collector.tail.LogEnd;
import dev.varde.events.ResourceFact.DiskSampled;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.RedFlags;
import dev.varde.events.config.Configuration.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the doctor looked at, as the tests want it; everything that is not told is well.
final class Cast {
    static final Instant NOON = Instant.parse("2026-03-03T12:00:00Z");
    static final String UNIT = "kontali.service";

    Snapshot snapshot = Snapshot.take();
    Look<Snapshot> later = new Look.Seen<>(snapshot);
    Instant now = NOON;
    RedFlags flags = new RedFlags(0, 0.9, false);
    Look<Map<String, UnitProperties>> units = new Look.Seen<>(Map.of());
    Look<List<Round.Heard>> health = new Look.Seen<>(List.of());
    Map<String, Look<List<LogEnd>>> logs = new HashMap<>();
    Map<String, Look<LastWords>> journals = new HashMap<>();
    Look<Told> kernel = new Look.Seen<>(new Told(List.of(), true, null));
    OptionalLong kills = OptionalLong.of(0);
    Look<List<DiskSampled>> disks = new Look.Seen<>(List.of());
    Rotation rotation = new Rotation(List.of());

    Findings findings() {
        return new Findings(
                now,
                flags,
                Redactor.STANDARD,
                snapshot,
                later,
                Duration.ofMillis(400),
                units,
                health,
                logs,
                journals,
                kernel,
                kills,
                disks,
                rotation);
    }

    static Service service(String name, List<String> logs) {
        return new Service(new ServiceName(name), Map.of(), null, List.of(), logs, List.of(), null);
    }

    /// One that does not run.
    static Subject absent(@Nullable String unit) {
        return new Subject(
                "kontali",
                service("kontali", List.of()),
                "command: kontali",
                true,
                unit,
                List.of(),
                Map.of(),
                List.of());
    }

    /// The process and its descendants, as they run.
    Subject running(int pid, @Nullable String unit, Integer... expected) {
        var family = snapshot.family(Set.of(pid));
        return new Subject(
                "kontali",
                service("kontali", List.of()),
                "pid: " + pid,
                true,
                unit,
                family,
                snapshot.portsOf(family),
                List.of(expected));
    }

    void unit(Map<String, String> properties) {
        Map<String, String> all =
                new HashMap<>(
                        Map.ofEntries(
                                Map.entry("LoadState", "loaded"),
                                Map.entry("ActiveState", "active"),
                                Map.entry("SubState", "running"),
                                Map.entry("Result", "success"),
                                Map.entry("Restart", "on-failure"),
                                Map.entry("RestartUSec", "2s"),
                                Map.entry("StartLimitBurst", "5"),
                                Map.entry("StartLimitIntervalUSec", "10s"),
                                Map.entry("MemoryMax", "536870912"),
                                Map.entry("UnitFileState", "enabled"),
                                Map.entry("Type", "exec")));
        all.putAll(properties);
        units = new Look.Seen<>(Map.of(UNIT, new UnitProperties(all)));
    }
}
