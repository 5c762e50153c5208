package dev.varde.processor.fleet;

/// How an instance is bound to what is shared.
public enum Bond {
    /// It is an instance of the service, or listens at the address.
    IS,
    /// It needs the service, or calls the address.
    NEEDS
}
