package dev.varde.notifier.restart;

import static java.util.Map.entry;

import dev.varde.events.Cause;
import dev.varde.events.Incident;
import dev.varde.events.Phase;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Causes that a restart does not mend, each with why. Of a cause that may pass by itself, such as
/// a database that is away, it is not said: the budget bounds what is tried in vain.
final class Hopeless {
    private static final Map<Cause, String> WHY =
            Map.ofEntries(
                    entry(
                            Cause.PORT_IN_USE,
                            "another process holds its port, and would hold it after a restart too"),
                    entry(
                            Cause.DISK_FULL,
                            "the disk would still be full, and starting may write more"),
                    entry(Cause.DISK_FILLING, "a restart frees no disk"),
                    entry(
                            Cause.FILESYSTEM_READ_ONLY,
                            "the file system would still take no writes; it must be checked first"),
                    entry(
                            Cause.DISK_IO_ERROR,
                            "the disk would still fail, and starting may make it worse"),
                    entry(
                            Cause.DATA_CORRUPTION,
                            "its data would still be damaged, and starting may damage more"),
                    entry(
                            Cause.MISSING_DEPENDENCY,
                            "what it needs would still be missing; it must be installed"),
                    entry(
                            Cause.CONFIG_ERROR,
                            "it would read the same configuration again; the setting must be mended"),
                    entry(
                            Cause.PERMISSION_DENIED,
                            "it would be refused the same access again; the right must be given"),
                    entry(
                            Cause.DATABASE_AUTH_FAILED,
                            "the database would refuse it again, and may lock the account"),
                    entry(
                            Cause.DATABASE_SCHEMA_MISMATCH,
                            "the database would still lack what it needs; a migration must run"),
                    entry(
                            Cause.TLS_FAILURE,
                            "the certificate would still be refused; it must be renewed or trusted"),
                    entry(
                            Cause.CRASH_LOOP,
                            "it was started again and again already, and ended each time"),
                    entry(
                            Cause.KERNEL_HANG,
                            "the kernel would still wait; what hangs in it cannot be ended"),
                    entry(Cause.KERNEL_CRASH, "the kernel is not whole; the host must be rebooted"),
                    entry(
                            Cause.HOST_REBOOTED,
                            "the host starts its services itself; a restart does not say why it went"
                                    + " down"),
                    entry(
                            Cause.HOST_SILENT,
                            "the host does not answer, so nobody there would carry out an order"),
                    entry(
                            Cause.MEMORY_LOW,
                            "the host as a whole is short of memory; people must say who gives way"),
                    entry(Cause.SWAP_MISSING, "a restart gives the host no swap"),
                    entry(
                            Cause.UNHEALTHY,
                            "it runs and answers that something it needs is not well"));

    /// These keep a program from starting. One that had been running in spite of it may run again.
    private static final Set<Cause> AT_A_START =
            Set.of(
                    Cause.MISSING_DEPENDENCY,
                    Cause.CONFIG_ERROR,
                    Cause.PERMISSION_DENIED,
                    Cause.DATABASE_AUTH_FAILED,
                    Cause.DATABASE_SCHEMA_MISMATCH,
                    Cause.TLS_FAILURE);

    private Hopeless() {}

    static Optional<String> why(Incident incident) {
        boolean ran = incident.phase() != Phase.STARTING;
        return ran && AT_A_START.contains(incident.cause())
                ? Optional.empty()
                : Optional.ofNullable(WHY.get(incident.cause()));
    }
}
