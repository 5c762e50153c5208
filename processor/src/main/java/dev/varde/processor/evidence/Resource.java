package dev.varde.processor.evidence;

/// What a service uses and can run out of.
public enum Resource {
    MEMORY,
    DESCRIPTORS,
    THREADS
}
