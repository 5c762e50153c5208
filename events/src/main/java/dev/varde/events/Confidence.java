package dev.varde.events;

/// How sure a finding is; `CERTAIN` only where the kernel, the exit status or the program itself
/// says so.
public enum Confidence {
    POSSIBLE,
    LIKELY,
    CERTAIN
}
