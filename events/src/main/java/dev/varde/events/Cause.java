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
    public static final Cause UNKNOWN = new Cause("unknown");
    public static final Cause MEMORY_LOW = new Cause("memory-low");
    public static final Cause SWAP_MISSING = new Cause("swap-missing");
    public static final Cause DISK_FILLING = new Cause("disk-filling");
    public static final Cause MEMORY_LEAK = new Cause("memory-leak");
    public static final Cause DESCRIPTORS_EXHAUSTED = new Cause("descriptors-exhausted");
    public static final Cause THREADS_EXHAUSTED = new Cause("threads-exhausted");

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
                    UNKNOWN,
                    MEMORY_LOW,
                    SWAP_MISSING,
                    DISK_FILLING,
                    MEMORY_LEAK,
                    DESCRIPTORS_EXHAUSTED,
                    THREADS_EXHAUSTED);

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
