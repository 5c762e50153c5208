package dev.varde.processor.fleet;

import dev.varde.events.InstanceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one instance should know from the board of something shared; the newest of a board and bond
/// holds.
///
/// @param troubles for one that needs it, who is down there; for one of its own, the older
///   incidents that it may be part of. Oldest first, at most 8
/// @param well 1 when any is there without trouble, else 0
/// @param members who hangs under this instance's incident, as `service@host`, at most 500
/// @param open 1 when any of them is of the same service, down, and may come back, else 0
/// @param instances for one of its own, how many there are of the service, about; null for one
public record Notice(
        Shared shared,
        InstanceId to,
        Bond bond,
        List<Trouble> troubles,
        int well,
        List<String> members,
        int open,
        @Nullable Integer instances) {
    /// Of something that has one instance.
    public Notice(
            Shared shared,
            InstanceId to,
            Bond bond,
            List<Trouble> troubles,
            int well,
            List<String> members,
            int open) {
        this(shared, to, bond, troubles, well, members, open, null);
    }

    public Notice {
        troubles = List.copyOf(troubles);
        members = List.copyOf(members);
    }

    public String key() {
        return to + "|" + bond + "|" + shared;
    }

    /// Whether it says nothing at all, so that it need not be kept.
    public boolean blank() {
        return troubles.isEmpty() && members.isEmpty() && instances == null;
    }
}
