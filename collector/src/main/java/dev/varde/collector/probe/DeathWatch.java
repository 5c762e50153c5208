package dev.varde.collector.probe;

import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessKey;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Learns of the end of any process from the kernel, within a millisecond, with its exit status.
///
/// One thread polls a pidfd for each process and an eventfd that wakes it when the set changes. A
/// status that cannot be told yet is asked for again until the parent has collected the process,
/// for at most two seconds. What goes wrong with one death is logged and does not end the thread.
final class DeathWatch implements AutoCloseable {
    static final int MOST = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final RedactedLog LOG = RedactedLog.of(DeathWatch.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

    /// Told once for each watched process; from the polling thread or a virtual one, must be quick.
    @FunctionalInterface
    interface Mourner {
        void ended(ProcessKey process, Instant at, ExitStatus exit);
    }

    /// Whether a process is being watched.
    enum Watching {
        YES,
        ALREADY_ENDED,
        NOT_POSSIBLE
    }

    private final Posix posix;
    private final ExitSource exits;
    private final Mourner mourner;
    private final int wake;
    private final Map<ProcessKey, Integer> pidfds = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    private DeathWatch(Posix posix, ExitSource exits, Mourner mourner, int wake) {
        this.posix = posix;
        this.exits = exits;
        this.mourner = mourner;
        this.wake = wake;
        this.thread = Thread.ofPlatform().daemon().name("varde-deaths").unstarted(this::run);
    }

    /// Empty on kernels without pidfd_open(2), older than 5.3, and where no descriptors are left.
    static Optional<DeathWatch> start(Posix posix, Mourner mourner) {
        return start(posix, new KernelExits(posix), mourner, posix.eventfd());
    }

    /// @param wake an eventfd that this takes over; negative when there is none
    static Optional<DeathWatch> start(Posix posix, ExitSource exits, Mourner mourner, int wake) {
        if (wake < 0) {
            return Optional.empty();
        }
        OptionalInt self = posix.pidfdOpen((int) ProcessHandle.current().pid());
        if (self.isEmpty()) {
            posix.close(wake);
            return Optional.empty();
        }
        posix.close(self.getAsInt());
        DeathWatch watch = new DeathWatch(posix, exits, mourner, wake);
        watch.thread.start();
        return Optional.of(watch);
    }

    /// Begins to watch. The start time is compared after the descriptor is open, so that a pid
    /// given to another process in between is not taken for it.
    Watching watch(ProcessKey process) {
        if (closed || pidfds.size() >= MOST) {
            return Watching.NOT_POSSIBLE;
        }
        OptionalInt fd = posix.pidfdOpen(process.pid());
        Optional<ProcStat> now = ProcStat.of(Proc.ROOT, process.pid());
        boolean same = now.isPresent() && now.get().key().equals(process);
        if (fd.isEmpty()) {
            return same && !now.get().ended() ? Watching.NOT_POSSIBLE : Watching.ALREADY_ENDED;
        }
        if (!same) {
            posix.close(fd.getAsInt());
            return Watching.ALREADY_ENDED;
        }
        return keep(process, fd.getAsInt());
    }

    private synchronized Watching keep(ProcessKey process, int fd) {
        if (closed) {
            posix.close(fd);
            return Watching.NOT_POSSIBLE;
        }
        if (pidfds.putIfAbsent(process, fd) != null) {
            posix.close(fd);
            return Watching.YES;
        }
        posix.signal(wake);
        return Watching.YES;
    }

    private void run() {
        while (!closed) {
            try {
                pollAll();
            } catch (RuntimeException broken) {
                LOG.error("waiting for deaths failed; trying again", broken);
                LockSupport.parkNanos(AFTER_FAILURE.toNanos());
            }
        }
        release();
    }

    private void pollAll() {
        List<Map.Entry<ProcessKey, Integer>> watched = new ArrayList<>(pidfds.entrySet());
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = Posix.pollEntries(arena, watched.size() + 1);
            Posix.setPoll(entries, 0, wake);
            for (int i = 0; i < watched.size(); i++) {
                Posix.setPoll(entries, i + 1, watched.get(i).getValue());
            }
            pollOnce(entries, watched);
        }
    }

    private void pollOnce(MemorySegment entries, List<Map.Entry<ProcessKey, Integer>> watched) {
        if (posix.poll(entries, watched.size() + 1, 60_000) < 0) {
            LockSupport.parkNanos(LONGEST_PAUSE.toNanos());
            return;
        }
        Instant at = Instant.now();
        for (int i = 0; i < watched.size(); i++) {
            if (Posix.ready(entries, i + 1)) {
                ended(watched.get(i).getKey(), watched.get(i).getValue(), at);
            }
        }
        if (Posix.ready(entries, 0)) {
            posix.consume(wake);
        }
    }

    private void ended(ProcessKey process, int fd, Instant at) {
        pidfds.remove(process);
        Optional<ExitStatus> exit = status(process, fd);
        if (exit.isPresent()) {
            posix.close(fd);
            tell(process, at, exit.get());
        } else {
            Thread.ofVirtual().name("varde-status").start(() -> await(process, fd, at));
        }
    }

    private void await(ProcessKey process, int fd, Instant at) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = 500_000;
        boolean collected = false;
        Optional<ExitStatus> exit = Optional.empty();
        while (exit.isEmpty() && !collected && System.nanoTime() < deadline) {
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE.toNanos());
            collected = isCollected(process);
            exit = status(process, fd);
        }
        posix.close(fd);
        tell(process, at, exit.orElseGet(() -> ExitStatus.unavailable(reason(process))));
    }

    private Optional<ExitStatus> status(ProcessKey process, int fd) {
        try {
            return exits.of(process, fd);
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "the exit status of process %d cannot be read", process.pid());
            return Optional.empty();
        }
    }

    private void tell(ProcessKey process, Instant at, ExitStatus exit) {
        try {
            mourner.ended(process, at, exit);
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "the end of process %d could not be told", process.pid());
        }
    }

    private static boolean isCollected(ProcessKey process) {
        return ProcStat.of(Proc.ROOT, process.pid()).filter(s -> s.key().equals(process)).isEmpty();
    }

    private static String reason(ProcessKey process) {
        return isCollected(process)
                ? "kernel " + HostFacts.read().kernel() + " is older than 6.15"
                : "its parent has not collected it and this user may not read it";
    }

    private synchronized void release() {
        pidfds.values().forEach(posix::close);
        pidfds.clear();
        posix.close(wake);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            posix.signal(wake);
        }
    }
}
