package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.CollectorFact.BlindSpot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Says once at the start what this collector cannot see of processes, and what would mend it.
final class Blindness {
    private Blindness() {}

    /// @param watchesByPidfd whether deaths are told by the kernel
    static void tell(String bootId, Outbox outbox, boolean watchesByPidfd) {
        Instant now = Instant.now();
        for (BlindSpot spot : spots(Proc.ROOT, watchesByPidfd)) {
            var id = Ids.of(bootId, "blind", spot.source(), now.toEpochMilli());
            outbox.put(new Sighting(id, now, null, spot));
        }
    }

    static List<BlindSpot> spots(Path proc, boolean watchesByPidfd) {
        List<BlindSpot> spots = new ArrayList<>();
        if (!Files.isReadable(proc.resolve("1/stat"))) {
            spots.add(
                    new BlindSpot(
                            "processes",
                            "other users' processes are hidden: "
                                    + proc
                                    + " is mounted with hidepid",
                            "Mount it without hidepid, or run the collector in the group named by"
                                    + " its gid= option."));
        }
        if (!watchesByPidfd) {
            spots.add(
                    new BlindSpot(
                            "exit-status",
                            "deaths are seen by looking once a second, without exit codes",
                            "Use kernel 5.3 or newer (6.15 for all exit codes) and run Java with"
                                    + " --enable-native-access=ALL-UNNAMED."));
        }
        return spots;
    }
}
