package dev.varde.collector.probe;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalInt;

/// The few calls of libc that Java has no name for.
///
/// Numbers and layouts are those of 64-bit Linux on x86-64 and arm64: pidfd_open(2), eventfd(2),
/// poll(2), statvfs(3), and `PIDFD_GET_INFO` of linux/pidfd.h (kernel 6.15 and newer for the exit
/// status).
final class Posix {
    static final int POLLIN = 1;
    static final int POLLFD_BYTES = 8;
    private static final long SYS_PIDFD_OPEN = 434;
    private static final long PIDFD_GET_INFO = 0xC040FF0BL;
    private static final long PIDFD_INFO_EXIT = 1 << 3;
    private static final int PIDFD_INFO_BYTES = 64;
    private static final int PIDFD_INFO_EXIT_CODE = 60;
    private static final int STATVFS_BYTES = 256;
    private static final int EFD_CLOEXEC = 0x80000;

    private final MethodHandle syscall;
    private final MethodHandle ioctl;
    private final MethodHandle poll;
    private final MethodHandle eventfd;
    private final MethodHandle write;
    private final MethodHandle read;
    private final MethodHandle close;
    private final MethodHandle statvfs;

    private Posix(Linker linker) {
        syscall =
                bind(
                        linker,
                        "syscall",
                        FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));
        ioctl =
                bind(
                        linker,
                        "ioctl",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                        Linker.Option.firstVariadicArg(2));
        poll = bind(linker, "poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        eventfd = bind(linker, "eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        FunctionDescriptor transfer =
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        write = bind(linker, "write", transfer);
        read = bind(linker, "read", transfer);
        close = bind(linker, "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        statvfs = bind(linker, "statvfs", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    }

    /// Empty where native access is denied or libc lacks one of the calls.
    static Optional<Posix> load() {
        try {
            return Optional.of(new Posix(Linker.nativeLinker()));
        } catch (RuntimeException | LinkageError denied) {
            return Optional.empty();
        }
    }

    private static MethodHandle bind(
            Linker linker, String name, FunctionDescriptor type, Linker.Option... options) {
        MemorySegment address =
                linker.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
        return linker.downcallHandle(address, type, options);
    }

    /// A descriptor that becomes readable when the process ends; empty when there is no such
    /// process, the kernel is older than 5.3, or there are no descriptors left.
    OptionalInt pidfdOpen(int pid) {
        try {
            long fd = (long) syscall.invokeExact(SYS_PIDFD_OPEN, (long) pid, 0L);
            return fd < 0 ? OptionalInt.empty() : OptionalInt.of((int) fd);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// The wait status of an ended and reaped process; empty before that and on older kernels.
    OptionalInt waitStatus(int pidfd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(PIDFD_INFO_BYTES, 8);
            info.set(JAVA_LONG, 0, PIDFD_INFO_EXIT);
            int result = (int) ioctl.invokeExact(pidfd, PIDFD_GET_INFO, info);
            boolean known = result == 0 && (info.get(JAVA_LONG, 0) & PIDFD_INFO_EXIT) != 0;
            return known
                    ? OptionalInt.of(info.get(JAVA_INT, PIDFD_INFO_EXIT_CODE))
                    : OptionalInt.empty();
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Negative when there are no descriptors left.
    int eventfd() {
        try {
            return (int) eventfd.invokeExact(0, EFD_CLOEXEC);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Wakes whoever polls the eventfd.
    void signal(int eventfd) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(JAVA_LONG);
            one.set(JAVA_LONG, 0, 1);
            long _ = (long) write.invokeExact(eventfd, one, 8L);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Takes back all signals of an eventfd that is readable.
    void consume(int eventfd) {
        try (Arena arena = Arena.ofConfined()) {
            long _ = (long) read.invokeExact(eventfd, arena.allocate(JAVA_LONG), 8L);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    void close(int fd) {
        try {
            int _ = (int) close.invokeExact(fd);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Waits until one of the descriptors is ready.
    ///
    /// @param entries array of `struct pollfd`
    int poll(MemorySegment entries, int count, int millis) {
        try {
            return (int) poll.invokeExact(entries, (long) count, millis);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    static void setPoll(MemorySegment entries, int index, int fd) {
        long at = (long) index * POLLFD_BYTES;
        entries.set(JAVA_INT, at, fd);
        entries.set(JAVA_SHORT, at + 4, (short) POLLIN);
        entries.set(JAVA_SHORT, at + 6, (short) 0);
    }

    /// Whether anything was reported for the entry, errors included.
    static boolean ready(MemorySegment entries, int index) {
        return entries.get(JAVA_SHORT, (long) index * POLLFD_BYTES + 6) != 0;
    }

    static MemorySegment pollEntries(Arena arena, int count) {
        return arena.allocate(MemoryLayout.sequenceLayout((long) count * 2, JAVA_INT));
    }

    /// How full a file system is.
    ///
    /// @param total bytes
    /// @param available bytes that users may still fill
    record Space(long total, long available, long inodes, long inodesFree, boolean readOnly) {}

    Optional<Space> space(String path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment vfs = arena.allocate(STATVFS_BYTES, 8);
            if ((int) statvfs.invokeExact(arena.allocateFrom(path), vfs) != 0) {
                return Optional.empty();
            }
            long unit = vfs.get(JAVA_LONG, 8);
            return Optional.of(
                    new Space(
                            usable(vfs) * unit,
                            vfs.get(JAVA_LONG, 32) * unit,
                            vfs.get(JAVA_LONG, 40),
                            vfs.get(JAVA_LONG, 48),
                            (vfs.get(JAVA_LONG, 72) & 1) != 0));
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Blocks without those kept for root, as df(1) counts them.
    private static long usable(MemorySegment vfs) {
        long reserved = vfs.get(JAVA_LONG, 24) - vfs.get(JAVA_LONG, 32);
        return vfs.get(JAVA_LONG, 16) - reserved;
    }
}
