package dev.varde.collector;

import dev.varde.events.EventId;
import dev.varde.events.KernelFact.Killer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A kill for lack of memory as one source outside the kernel's log told it, such as a line of the
/// journal.
///
/// @param killer who killed; [Killer#KERNEL] where the unit manager says that the kernel did
/// @param pid null where the source names none
/// @param unit systemd unit that it hit, or null
/// @param cgroup path from the hierarchy's root, or null
/// @param comm the victim's name as the source wrote it, or null
/// @param id derived from where it was read, such as a journal cursor
/// @param text the line as it was read
public record KillReport(
        Killer killer,
        @Nullable Integer pid,
        @Nullable String unit,
        @Nullable String cgroup,
        @Nullable String comm,
        Instant time,
        EventId id,
        String text) {}
