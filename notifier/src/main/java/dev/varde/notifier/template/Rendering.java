package dev.varde.notifier.template;

/// What a template made.
public sealed interface Rendering {
    record Text(String text) implements Rendering {}

    /// @param line of the template, from 1; 0 when it is not known
    /// @param reason in words, without what the message shows
    record Failed(int line, String reason) implements Rendering {}
}
