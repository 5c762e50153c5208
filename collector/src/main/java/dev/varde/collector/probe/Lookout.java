package dev.varde.collector.probe;

import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.ProcessMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The thread that takes the census: each second; four times a second while a service has no main
/// process, for five minutes; and every 50 ms for ten seconds after a death or an order, so that a
/// restart is seen at once.
final class Lookout implements AutoCloseable {
    private static final RedactedLog LOG = RedactedLog.of(Lookout.class);
    private static final Duration WHOLE = Duration.ofSeconds(1);
    private static final Duration WAITING = Duration.ofMillis(250);
    private static final Duration QUICK = Duration.ofMillis(50);
    private static final Duration HURRY = Duration.ofSeconds(10);

    private final Census census;
    private final Optional<DeathWatch> deaths;
    private final Optional<CgroupWake> cgroups;
    private final ProcessMemory memory;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private final ReentrantLock turn = new ReentrantLock();
    private volatile long hurryUntil = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean wholeNow;
    private boolean pending;

    /// @param posix empty where deaths can only be seen by looking
    Lookout(Census census, Optional<Posix> posix, ProcessMemory memory) {
        this.census = census;
        this.memory = memory;
        this.deaths = posix.flatMap(p -> DeathWatch.start(p, this::ended));
        this.cgroups =
                deaths.isPresent()
                        ? Optional.empty()
                        : CgroupWake.start(Proc.ROOT, UnitCgroups.ROOT, this::lookNow);
        this.thread = Thread.ofPlatform().daemon().name("varde-lookout").unstarted(this::run);
    }

    void start() {
        census.recall(memory.recall());
        look(true);
        thread.start();
    }

    private void ended(ProcessKey process, Instant at, ExitStatus exit) {
        census.ended(process, at, exit);
        hurry();
    }

    /// Looks every 50 ms for the next ten seconds.
    void hurry() {
        hurryUntil = System.nanoTime() + HURRY.toNanos();
        lock.lock();
        try {
            pending = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Looks for the processes of these services from now on; those that run are found when this
    /// returns.
    void reconfigure(Map<ServiceName, ProcessMatch> wanted) {
        turn.lock();
        try {
            census.reconfigure(wanted).forEach(m -> memory.forget(m.key));
            look(true);
        } finally {
            turn.unlock();
        }
    }

    /// The last process of a cgroup ended: looks at everything at once.
    private void lookNow() {
        wholeNow = true;
        hurry();
    }

    private void run() {
        long lastWhole = System.nanoTime();
        while (!closed) {
            pause();
            boolean whole = wholeNow || System.nanoTime() - lastWhole >= WHOLE.toNanos();
            wholeNow = false;
            lastWhole = whole ? System.nanoTime() : lastWhole;
            look(whole);
        }
    }

    private void pause() {
        boolean hurried = System.nanoTime() - hurryUntil < 0;
        long nanos = (hurried ? QUICK : census.waiting() ? WAITING : WHOLE).toNanos();
        lock.lock();
        try {
            while (!closed && nanos > 0 && (hurried || !pending)) {
                nanos = woken.awaitNanos(nanos);
            }
            pending = false;
        } catch (InterruptedException closing) {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void look(boolean whole) {
        turn.lock();
        try {
            for (Member m : census.look(whole, Instant.now())) {
                watch(m);
            }
            census.announce(Instant.now());
            if (whole) {
                census.vanished().forEach(this::unseen);
            }
            memory.save();
        } catch (RuntimeException broken) {
            LOG.error("looking at the processes failed; trying again", broken);
        } finally {
            turn.unlock();
        }
    }

    private void watch(Member m) {
        m.watched = true;
        DeathWatch.Watching watching =
                deaths.map(d -> d.watch(m.key)).orElse(DeathWatch.Watching.NOT_POSSIBLE);
        switch (watching) {
            case YES -> {}
            case NOT_POSSIBLE -> {
                m.watched = false;
                cgroups.ifPresent(c -> c.follow(m.key.pid()));
            }
            case ALREADY_ENDED ->
                    ended(
                            m.key,
                            Instant.now(),
                            ExitStatus.unavailable("it ended before it could be watched"));
        }
    }

    private void unseen(Member m) {
        String reason =
                m.watched
                        ? "it was found gone and the kernel had not told of its end"
                        : "the kernel offers no pidfd for it (5.3 and newer do)";
        ended(m.key, Instant.now(), ExitStatus.unavailable(reason));
    }

    @Override
    public void close() {
        closed = true;
        hurry();
        try {
            thread.join(Duration.ofSeconds(2));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        deaths.ifPresent(DeathWatch::close);
        cgroups.ifPresent(CgroupWake::close);
        memory.save();
    }

    boolean watchesByPidfd() {
        return deaths.isPresent();
    }
}
