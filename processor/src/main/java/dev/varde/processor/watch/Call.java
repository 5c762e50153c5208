package dev.varde.processor.watch;

import dev.varde.processor.incident.Signal;

/// A signal for the incident of a slot.
public record Call(Slot slot, Signal signal) {}
