package dev.varde.collector.ship;

import dev.varde.events.HostEvent;
import org.jspecify.annotations.Nullable;

/// One event on its way to the broker.
///
/// @param event null when it comes from disk
/// @param onDisk whether the spool has it too
@SuppressWarnings("ArrayRecordComponent") // never compared
record Item(
        long number, Weight weight, byte[] payload, @Nullable HostEvent event, boolean onDisk) {}
