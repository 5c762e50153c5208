package dev.varde.standalone.app;

import java.util.Locale;

/// One of the programs.
public enum Part {
    COLLECTOR,
    PROCESSOR,
    NOTIFIER,
    CONSOLE;

    /// As on the command line.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
