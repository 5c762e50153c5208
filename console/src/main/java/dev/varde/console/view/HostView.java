package dev.varde.console.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A host as it is shown.
///
/// @param silent nothing was heard for [Fleet#SILENCE] although its collector did not say goodbye
/// @param stopped why its collector stopped, or null
/// @param refused what is wrong with its newest configuration file, which does not hold
/// @param about null until the collector's start was read
public record HostView(
        String name,
        Instant lastSeen,
        boolean silent,
        @Nullable String stopped,
        @Nullable About about,
        @Nullable Memory memory,
        List<Disk> disks,
        List<BlindSpot> blindSpots,
        List<String> refused,
        @Nullable Collector collector) {
    public HostView {
        disks = List.copyOf(disks);
        blindSpots = List.copyOf(blindSpots);
        refused = List.copyOf(refused);
    }

    /// @param version the collector's
    public record About(String kernel, int processors, String version, Map<String, String> labels) {
        public About {
            labels = Map.copyOf(labels);
        }
    }

    /// In bytes.
    public record Memory(long total, long available, long swapTotal, long swapFree) {
        /// The share in use, 0 to 1.
        public double used() {
            return total <= 0 ? 0 : 1.0 - (double) available / total;
        }
    }

    /// @param used share, 0 to 1
    public record Disk(String mount, double used, long available, boolean readOnly) {}

    public record BlindSpot(String source, String reason, String remedy) {}

    /// @param spooled events waiting on its disk for the broker
    /// @param dropped events lost for lack of room
    public record Collector(Duration uptime, long resident, long spooled, long dropped) {}
}
