package dev.varde.events;

/// How bad it is: `CRITICAL` a service is down, `WARNING` something is about to be or a part is.
public enum Severity {
    WARNING,
    CRITICAL
}
