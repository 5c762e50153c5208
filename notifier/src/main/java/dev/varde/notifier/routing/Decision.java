package dev.varde.notifier.routing;

/// Whether one receiver is told of one revision by one medium, and why.
public sealed interface Decision {
    String receiver();

    Medium medium();

    /// In words, for the ledger.
    String reason();

    record Send(String receiver, Medium medium, String reason) implements Decision {}

    record HoldBack(String receiver, Medium medium, String reason) implements Decision {}
}
