package dev.varde.notifier.dispatch;

import java.util.List;

/// A wish to tell several deliveries as one. The ledger writes that down first and then hands the
/// one back with [Dispatcher#merged(Merge, Job)].
///
/// @param parts at least two, of which none is under way
/// @param reason why, in words
public record Merge(Channels.Key to, List<Job> parts, String reason) {
    public Merge {
        parts = List.copyOf(parts);
    }
}
