package dev.varde.events;

import java.util.List;

/// The id of what an incident can be; each has a page `docs/causes/<id>.md`.
///
/// @param id lower-case words joined by hyphens, at most 60 characters
public record Cause(String id) {
    public static final Cause OOM_KILL = new Cause("oom-kill");
    public static final Cause MEMORY_LIMIT = new Cause("memory-limit");
    public static final Cause UNHANDLED_EXCEPTION = new Cause("unhandled-exception");
    public static final Cause DATABASE_UNREACHABLE = new Cause("database-unreachable");
    public static final Cause DATABASE_CONNECTION_LOST = new Cause("database-connection-lost");
    public static final Cause PORT_IN_USE = new Cause("port-in-use");
    public static final Cause DISK_FULL = new Cause("disk-full");
    public static final Cause HANG = new Cause("hang");
    public static final Cause UNHEALTHY = new Cause("unhealthy");
    public static final Cause KILLED_BY_SIGNAL = new Cause("killed-by-signal");
    public static final Cause NATIVE_CRASH = new Cause("native-crash");
    public static final Cause EXIT_UNEXPLAINED = new Cause("exit-unexplained");
    public static final Cause HOST_SILENT = new Cause("host-silent");
    public static final Cause OOM_GUARD = new Cause("oom-guard");
    public static final Cause HEAP_EXHAUSTED = new Cause("heap-exhausted");
    public static final Cause NATIVE_MEMORY_EXHAUSTED = new Cause("native-memory-exhausted");
    public static final Cause STACK_OVERFLOW = new Cause("stack-overflow");
    public static final Cause MISSING_DEPENDENCY = new Cause("missing-dependency");
    public static final Cause CONFIG_ERROR = new Cause("config-error");
    public static final Cause PERMISSION_DENIED = new Cause("permission-denied");
    public static final Cause DATABASE_AUTH_FAILED = new Cause("database-auth-failed");
    public static final Cause DATABASE_CONNECTIONS_EXHAUSTED =
            new Cause("database-connections-exhausted");
    public static final Cause DATABASE_SCHEMA_MISMATCH = new Cause("database-schema-mismatch");
    public static final Cause BROKER_UNREACHABLE = new Cause("broker-unreachable");
    public static final Cause UPSTREAM_UNREACHABLE = new Cause("upstream-unreachable");
    public static final Cause DNS_FAILURE = new Cause("dns-failure");
    public static final Cause TLS_FAILURE = new Cause("tls-failure");
    public static final Cause FILESYSTEM_READ_ONLY = new Cause("filesystem-read-only");
    public static final Cause DISK_IO_ERROR = new Cause("disk-io-error");
    public static final Cause DATA_CORRUPTION = new Cause("data-corruption");
    public static final Cause DESCRIPTORS_EXHAUSTED = new Cause("descriptors-exhausted");
    public static final Cause THREADS_EXHAUSTED = new Cause("threads-exhausted");
    public static final Cause WATCHDOG = new Cause("watchdog");
    public static final Cause WORKER_TIMEOUT = new Cause("worker-timeout");
    public static final Cause DEADLOCK = new Cause("deadlock");
    public static final Cause START_TIMEOUT = new Cause("start-timeout");
    public static final Cause STOP_TIMEOUT = new Cause("stop-timeout");
    public static final Cause KERNEL_HANG = new Cause("kernel-hang");
    public static final Cause KERNEL_CRASH = new Cause("kernel-crash");
    public static final Cause HOST_REBOOTED = new Cause("host-rebooted");
    public static final Cause MEMORY_LEAK = new Cause("memory-leak");
    public static final Cause CRASH_LOOP = new Cause("crash-loop");
    public static final Cause UNKNOWN = new Cause("unknown");
    public static final Cause MEMORY_LOW = new Cause("memory-low");
    public static final Cause SWAP_MISSING = new Cause("swap-missing");
    public static final Cause DISK_FILLING = new Cause("disk-filling");

    /// All of the above. An id that is none of them is one of a newer version.
    public static final List<Cause> KNOWN =
            List.of(
                    OOM_KILL,
                    MEMORY_LIMIT,
                    UNHANDLED_EXCEPTION,
                    DATABASE_UNREACHABLE,
                    DATABASE_CONNECTION_LOST,
                    PORT_IN_USE,
                    DISK_FULL,
                    HANG,
                    UNHEALTHY,
                    KILLED_BY_SIGNAL,
                    NATIVE_CRASH,
                    EXIT_UNEXPLAINED,
                    HOST_SILENT,
                    OOM_GUARD,
                    HEAP_EXHAUSTED,
                    NATIVE_MEMORY_EXHAUSTED,
                    STACK_OVERFLOW,
                    MISSING_DEPENDENCY,
                    CONFIG_ERROR,
                    PERMISSION_DENIED,
                    DATABASE_AUTH_FAILED,
                    DATABASE_CONNECTIONS_EXHAUSTED,
                    DATABASE_SCHEMA_MISMATCH,
                    BROKER_UNREACHABLE,
                    UPSTREAM_UNREACHABLE,
                    DNS_FAILURE,
                    TLS_FAILURE,
                    FILESYSTEM_READ_ONLY,
                    DISK_IO_ERROR,
                    DATA_CORRUPTION,
                    DESCRIPTORS_EXHAUSTED,
                    THREADS_EXHAUSTED,
                    WATCHDOG,
                    WORKER_TIMEOUT,
                    DEADLOCK,
                    START_TIMEOUT,
                    STOP_TIMEOUT,
                    KERNEL_HANG,
                    KERNEL_CRASH,
                    HOST_REBOOTED,
                    MEMORY_LEAK,
                    CRASH_LOOP,
                    UNKNOWN,
                    MEMORY_LOW,
                    SWAP_MISSING,
                    DISK_FILLING);

    public Cause {
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || id.length() > 60) {
            throw new IllegalArgumentException(
                    "a cause is lower-case words joined by hyphens, not '" + id + "'");
        }
    }

    @Override
    public String toString() {
        return id;
    }
}
