package dev.varde.collector.tail;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.IntConsumer;

/// The calls of inotify(7), and of eventfd(2) to be woken by, of 64-bit Linux. All but [#wake] from
/// one thread.
final class Inotify implements AutoCloseable {
    private static final int WRITTEN = 0x2; // IN_MODIFY
    private static final int ELSEWHERE =
            0x4 | 0x400 | 0x800; // IN_ATTRIB, IN_DELETE_SELF, IN_MOVE_SELF
    private static final int ONCE = 0x80000000; // IN_ONESHOT
    private static final int NOTICED = WRITTEN | ELSEWHERE | ONCE;
    private static final int NONBLOCK_CLOEXEC = 0x800 | 0x80000;
    private static final int CLOEXEC = 0x80000;
    private static final short POLLIN = 1;
    private static final int POLLFD_BYTES = 8;
    private static final int REVENTS = 6;
    private static final int EVENT_BYTES = 16;
    private static final int EVENT_LENGTH = 12;
    private static final int BUFFER = 4_096;

    private final Arena arena = Arena.ofShared();
    private final MethodHandle addWatch;
    private final MethodHandle poll;
    private final MethodHandle read;
    private final MethodHandle write;
    private final MethodHandle close;
    private final MemorySegment polled = arena.allocate(2L * POLLFD_BYTES, 8);
    private final MemorySegment events = arena.allocate(BUFFER, 8);
    private final MemorySegment one = arena.allocate(JAVA_LONG);
    private final int notify;
    private final int bell;
    private boolean closed;

    private Inotify(Linker linker) throws Throwable {
        FunctionDescriptor transfer =
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        addWatch =
                bind(
                        linker,
                        "inotify_add_watch",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        poll = bind(linker, "poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        read = bind(linker, "read", transfer);
        write = bind(linker, "write", transfer);
        close = bind(linker, "close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        MethodHandle init =
                bind(linker, "inotify_init1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        MethodHandle eventfd =
                bind(linker, "eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
        notify = (int) init.invokeExact(NONBLOCK_CLOEXEC);
        bell = (int) eventfd.invokeExact(0, CLOEXEC);
        one.set(JAVA_LONG, 0, 1);
        polled.set(JAVA_INT, 0, notify);
        polled.set(JAVA_SHORT, 4, POLLIN);
        polled.set(JAVA_INT, POLLFD_BYTES, bell);
        polled.set(JAVA_SHORT, POLLFD_BYTES + 4, POLLIN);
    }

    /// Empty where native access is denied or no instance or descriptor is left.
    static Optional<Inotify> open() {
        try {
            Inotify opened = new Inotify(Linker.nativeLinker());
            if (opened.notify >= 0 && opened.bell >= 0) {
                return Optional.of(opened);
            }
            opened.close();
            return Optional.empty();
        } catch (Throwable denied) {
            TailLog.withoutNotices(String.valueOf(denied.getMessage()));
            return Optional.empty();
        }
    }

    private static MethodHandle bind(Linker linker, String name, FunctionDescriptor type) {
        SymbolLookup libc = linker.defaultLookup();
        return linker.downcallHandle(
                libc.find(name).orElseThrow(() -> new UnsatisfiedLinkError(name)), type);
    }

    /// Notices the next write to what lies at the path, or that it is renamed or unlinked, and
    /// nothing further.
    ///
    /// @return the watch's number, negative when it cannot be
    int watchOnce(Path path) {
        try (Arena name = Arena.ofConfined()) {
            return (int) addWatch.invokeExact(notify, name.allocateFrom(path.toString()), NOTICED);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Waits for a notice, for [#wake], or until the time is over.
    ///
    /// @param over told the number of each watch that is over by a notice or because its file is
    ///   gone, negative when notices were lost
    void await(int millis, IntConsumer over) {
        try {
            int ready = (int) poll.invokeExact(polled, 2L, millis);
            if (ready > 0 && polled.get(JAVA_SHORT, REVENTS) != 0) {
                long length = (long) read.invokeExact(notify, events, (long) BUFFER);
                for (long at = 0; at + EVENT_BYTES <= length; ) {
                    over.accept(events.get(JAVA_INT, at));
                    at += EVENT_BYTES + events.get(JAVA_INT, at + EVENT_LENGTH);
                }
            }
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /// Ends a wait, and all later ones; from any thread.
    synchronized void wake() {
        if (closed) {
            return;
        }
        try {
            long _ = (long) write.invokeExact(bell, one, (long) Long.BYTES);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            int _ = (int) close.invokeExact(notify);
            int _ = (int) close.invokeExact(bell);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
        arena.close();
    }
}
