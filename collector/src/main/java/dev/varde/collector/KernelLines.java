package dev.varde.collector;

import dev.varde.events.EventId;
import java.time.Instant;

/// Takes in lines of the kernel's log that were read elsewhere than from its device.
@FunctionalInterface
public interface KernelLines {
    void said(Line line);

    /// @param text without the record's prefix
    /// @param id derived from where it was read
    /// @param handedOn called before something is told of it: its source must not move past it yet
    /// @param acknowledged called once the broker has what was told
    record Line(Instant time, String text, EventId id, Runnable handedOn, Runnable acknowledged) {}
}
