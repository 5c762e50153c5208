package dev.varde.events.config;

import static java.util.Map.entry;

import dev.varde.events.Cause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The cure of each known cause where the file says nothing else.
public final class Cures {
    private static final Duration HOUR = Duration.ofHours(1);

    /// What came back twice within an hour comes back a third time: people must make room.
    private static final Cure MEMORY = Cure.heldAfter(2, HOUR);

    /// A fresh start connects anew, once there is something to connect to.
    private static final Cure NEED = Cure.BUDGET.waiting();

    /// Once a program ends so while starting, the next start runs into the same line.
    private static final Cure CODE = Cure.notTheSameAtStart();

    private static final Map<Cause, Cure> RESTARTED =
            Map.ofEntries(
                    entry(Cause.OOM_KILL, MEMORY),
                    entry(Cause.OOM_GUARD, MEMORY),
                    entry(Cause.MEMORY_LIMIT, MEMORY),
                    entry(Cause.HEAP_EXHAUSTED, MEMORY),
                    entry(Cause.NATIVE_MEMORY_EXHAUSTED, MEMORY),
                    entry(Cause.DESCRIPTORS_EXHAUSTED, Cure.BUDGET),
                    entry(Cause.THREADS_EXHAUSTED, Cure.BUDGET),
                    entry(Cause.UNHANDLED_EXCEPTION, CODE),
                    entry(Cause.STACK_OVERFLOW, CODE),
                    entry(Cause.NATIVE_CRASH, CODE),
                    entry(Cause.DATABASE_UNREACHABLE, NEED),
                    entry(Cause.DATABASE_CONNECTION_LOST, NEED),
                    entry(Cause.DATABASE_CONNECTIONS_EXHAUSTED, Cure.BUDGET),
                    entry(Cause.BROKER_UNREACHABLE, NEED),
                    entry(Cause.UPSTREAM_UNREACHABLE, NEED),
                    entry(Cause.DNS_FAILURE, NEED),
                    entry(Cause.START_TIMEOUT, NEED),
                    entry(Cause.CRASH_LOOP, Cure.heldAfter(1, HOUR).waiting()),
                    entry(Cause.HANG, Cure.BUDGET.dumping()),
                    entry(Cause.DEADLOCK, Cure.BUDGET.dumping()),
                    entry(Cause.WATCHDOG, Cure.BUDGET),
                    entry(Cause.WORKER_TIMEOUT, Cure.BUDGET),
                    entry(Cause.STOP_TIMEOUT, Cure.BUDGET),
                    entry(Cause.KILLED_BY_SIGNAL, Cure.BUDGET),
                    entry(Cause.EXIT_UNEXPLAINED, Cure.BUDGET),
                    entry(Cause.UNKNOWN, Cure.BUDGET));

    private static final Map<Cause, String> AT_A_START =
            Map.of(
                    Cause.MISSING_DEPENDENCY,
                    "what it needs would still be missing; it must be installed",
                    Cause.CONFIG_ERROR,
                    "it would read the same configuration again; the setting must be mended",
                    Cause.PERMISSION_DENIED,
                    "it would be refused the same access again; the right must be given",
                    Cause.DATABASE_AUTH_FAILED,
                    "the database would refuse it again, and may lock the account",
                    Cause.DATABASE_SCHEMA_MISMATCH,
                    "the database would still lack what it needs; a migration must run",
                    Cause.TLS_FAILURE,
                    "the certificate would still be refused; it must be renewed or trusted");

    private static final Map<Cause, String> NEVER =
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
                    entry(Cause.MEMORY_LEAK, "nothing is down yet, and people may choose the hour"),
                    entry(Cause.SWAP_MISSING, "a restart gives the host no swap"),
                    entry(
                            Cause.UNHEALTHY,
                            "it runs and answers that something it needs is not well"));

    public static final Map<Cause, Cure> STANDARD = standard();

    private Cures() {}

    private static Map<Cause, Cure> standard() {
        Map<Cause, Cure> all = new LinkedHashMap<>(RESTARTED);
        AT_A_START.forEach((cause, why) -> all.put(cause, Cure.ifItRan(why)));
        NEVER.forEach((cause, why) -> all.put(cause, Cure.never(why)));
        return Map.copyOf(all);
    }
}
