package dev.varde.notifier.restart;

import dev.varde.events.Cause;
import java.util.Map;
import java.util.Optional;

/// Causes that a restart does not mend, each with why.
final class Hopeless {
    private static final Map<Cause, String> WHY =
            Map.of(
                    Cause.PORT_IN_USE,
                    "another process holds its port, and would hold it after a restart too",
                    Cause.DISK_FULL,
                    "the disk would still be full, and starting may write more",
                    Cause.DISK_FILLING,
                    "a restart frees no disk",
                    Cause.HOST_SILENT,
                    "the host does not answer, so nobody there would carry out an order",
                    Cause.MEMORY_LOW,
                    "the host as a whole is short of memory; people must say who gives way",
                    Cause.SWAP_MISSING,
                    "a restart gives the host no swap",
                    Cause.UNHEALTHY,
                    "it runs and answers that something it needs is not well");

    private Hopeless() {}

    static Optional<String> why(Cause cause) {
        return Optional.ofNullable(WHY.get(cause));
    }
}
