package dev.varde.collector.probe;

import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessKey;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
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
/// One thread polls a pidfd for each process and an eventfd that wakes it when the set changes. The
/// status comes from `PIDFD_GET_INFO` once the parent has collected the process, or before that
/// from the zombie's /proc/PID/stat where this user may read it; both are tried for two seconds.
final class DeathWatch implements AutoCloseable {
    static final int MOST = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
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

    /// CAP_SYS_PTRACE, bit 19 of the effective capabilities.
    private static final boolean MAY_TRACE =
            Proc.text("/proc/self/status", 8192)
                    .flatMap(t -> t.lines().filter(l -> l.startsWith("CapEff:")).findFirst())
                    .map(l -> (Long.parseUnsignedLong(l.substring(7).strip(), 16) >> 19 & 1) == 1)
                    .orElse(false);

    private final Posix posix;
    private final Mourner mourner;
    private final int wake;
    private final Map<ProcessKey, Integer> pidfds = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    private DeathWatch(Posix posix, Mourner mourner) {
        this.posix = posix;
        this.mourner = mourner;
        this.wake = posix.eventfd();
        this.thread = Thread.ofPlatform().daemon().name("varde-deaths").unstarted(this::run);
    }

    /// Empty on kernels without pidfd_open(2), older than 5.3.
    static Optional<DeathWatch> start(Posix posix, Mourner mourner) {
        OptionalInt self = posix.pidfdOpen((int) ProcessHandle.current().pid());
        if (self.isEmpty()) {
            return Optional.empty();
        }
        posix.close(self.getAsInt());
        DeathWatch watch = new DeathWatch(posix, mourner);
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
        release();
    }

    private void pollOnce(MemorySegment entries, List<Map.Entry<ProcessKey, Integer>> watched) {
        posix.poll(entries, watched.size() + 1, 60_000);
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
            mourner.ended(process, at, exit.get());
        } else {
            Thread.ofVirtual().name("varde-status").start(() -> await(process, fd, at));
        }
    }

    private void await(ProcessKey process, int fd, Instant at) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long pause = 500_000;
        Optional<ExitStatus> exit = Optional.empty();
        while (exit.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE.toNanos());
            exit = status(process, fd);
        }
        posix.close(fd);
        mourner.ended(process, at, exit.orElseGet(() -> ExitStatus.unavailable(reason(process))));
    }

    private Optional<ExitStatus> status(ProcessKey process, int fd) {
        OptionalInt told = posix.waitStatus(fd);
        return told.isPresent()
                ? Optional.of(ExitStatus.ofWaitStatus(told.getAsInt()))
                : ofZombie(process);
    }

    /// Field 52 reads 0 for those who may not know it, so 0 is believed only where this user may.
    private static Optional<ExitStatus> ofZombie(ProcessKey process) {
        return ProcStat.of(Proc.ROOT, process.pid())
                .filter(s -> s.key().equals(process) && s.ended())
                .filter(s -> s.waitStatus() != 0 || mayKnow(process.pid()))
                .map(s -> ExitStatus.ofWaitStatus(s.waitStatus()));
    }

    private static boolean mayKnow(int pid) {
        try {
            Object mine = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            return MAY_TRACE
                    || mine.equals(Files.getAttribute(Path.of("/proc/" + pid), "unix:uid"));
        } catch (java.io.IOException gone) {
            return false;
        }
    }

    private static String reason(ProcessKey process) {
        boolean zombie =
                ProcStat.of(Proc.ROOT, process.pid())
                        .filter(s -> s.key().equals(process))
                        .isPresent();
        return zombie
                ? "its parent has not collected it and this user may not read it"
                : "kernel " + HostFacts.read().kernel() + " is older than 6.15";
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
