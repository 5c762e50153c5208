package dev.varde.notifier.dispatch;

import dev.varde.events.Delivery;

/// A delivery after an attempt, to be written to the ledger.
public record Noted(Delivery delivery, int partition) {}
