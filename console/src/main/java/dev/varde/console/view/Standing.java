package dev.varde.console.view;

/// How a service is, as far as is known.
///
/// `SHAKY` fails a check less often than it takes to be down; `SILENT` was last heard of by a host
/// that no longer speaks.
public enum Standing {
    WELL,
    SHAKY,
    DOWN,
    UNKNOWN,
    SILENT
}
