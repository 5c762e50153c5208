package dev.varde.collector.probe;

import dev.varde.collector.LogBook;
import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessMissing;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tells the coming and going of processes, in order within each service.
///
/// A death first empties the service's logs into the outbox, so that the lines that explain it come
/// before it. A worker that ended by itself with code 0 is told without log lines.
final class Announcer implements AutoCloseable {
    private static final RedactedLog LOG = RedactedLog.of(Announcer.class);

    private static final LogBook.LastWords NO_WORDS = new LogBook.LastWords(List.of(), null);
    private static final Duration LOG_PATIENCE = Duration.ofSeconds(2);
    private static final int TOLD_AT_ONCE = 4;

    private final String bootId;
    private final Outbox outbox;
    private final LogBook logs;
    private final ProcessMemory memory;
    private final Lanes lanes = new Lanes();
    private final Semaphore toldAtOnce = new Semaphore(TOLD_AT_ONCE);

    Announcer(String bootId, Outbox outbox, LogBook logs, ProcessMemory memory) {
        this.bootId = bootId;
        this.outbox = outbox;
        this.logs = logs;
        this.memory = memory;
    }

    void started(Member m) {
        ProcessStarted fact = new ProcessStarted(m.key, m.role, m.command, m.startedAt, m.adopted);
        Instant time = m.adopted ? Instant.now() : m.startedAt;
        memory.lives(m);
        put(new Sighting(id(m.key, "started"), time, m.service, fact));
    }

    /// A worker that was told of is the main process from now on.
    void leads(Member m) {
        memory.lives(m);
        ProcessStarted fact = new ProcessStarted(m.key, m.role, m.command, m.startedAt, m.adopted);
        put(new Sighting(id(m.key, "leads-" + m.led++), Instant.now(), m.service, fact));
    }

    /// @param remaining living processes of the service
    void exited(Member m, Instant at, ExitStatus exit, int remaining) {
        memory.died(m, at, exit);
        boolean quiet = m.role == Role.WORKER && exit.isCode(0);
        lanes.run(
                m.service,
                () ->
                        inTurn(() -> {
                            LogBook.LastWords words = quiet ? NO_WORDS : drain(m.service);
                            outbox.put(exit(m, at, exit, remaining, words));
                        }));
    }

    private Sighting exit(
            Member m, Instant at, ExitStatus exit, int remaining, LogBook.LastWords words) {
        ProcessExited fact =
                new ProcessExited(
                        m.key,
                        m.role,
                        m.command,
                        m.startedAt,
                        exit,
                        m.resident > 0 ? m.resident : null,
                        words.writtenAt(),
                        words.tails(),
                        remaining);
        return new Sighting(id(m.key, "exited"), at, m.service, fact, () -> memory.forget(m.key));
    }

    /// A death that nobody saw, or one that the last run saw and could not hand on.
    ///
    /// @param remaining processes of the service that live on
    void exitedEarlier(ProcessMemory.Entry e, Instant now, int remaining) {
        ExitStatus exit =
                e.exit() != null
                        ? e.exit()
                        : ExitStatus.unavailable(
                                "the process ended while the collector was not running");
        Instant at = e.diedAt() != null ? e.diedAt() : now;
        memory.keep(
                new ProcessMemory.Entry(
                        e.service(),
                        e.pid(),
                        e.startTicks(),
                        e.role(),
                        e.command(),
                        e.startedAt(),
                        exit,
                        at));
        lanes.run(e.service(), () -> inTurn(() -> tellEarlier(e, exit, at, remaining)));
    }

    private void tellEarlier(ProcessMemory.Entry e, ExitStatus exit, Instant at, int remaining) {
        LogBook.LastWords words = drain(e.service());
        ProcessExited fact =
                new ProcessExited(
                        e.key(),
                        e.role(),
                        e.command(),
                        e.startedAt(),
                        exit,
                        null,
                        words.writtenAt(),
                        words.tails(),
                        remaining);
        outbox.put(
                new Sighting(
                        id(e.key(), "exited"),
                        at,
                        e.service(),
                        fact,
                        () -> memory.forget(e.key())));
    }

    void missing(ServiceName service, String lookedFor, Instant now) {
        EventId id = Ids.of(bootId, "missing", now.toEpochMilli(), service);
        put(new Sighting(id, now, service, new ProcessMissing(lookedFor)));
    }

    private void put(Sighting sighting) {
        if (sighting.service() != null) {
            lanes.run(sighting.service(), () -> outbox.put(sighting));
        }
    }

    /// Few at once where many die together: what they said last must fill neither the memory nor
    /// the time that each has for its logs. One that waits when this ends is told without them.
    private void inTurn(Runnable tell) {
        try {
            toldAtOnce.acquire();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            tell.run();
            return;
        }
        try {
            tell.run();
        } finally {
            toldAtOnce.release();
        }
    }

    /// A log on a file system that hangs must not keep the death from being told.
    private LogBook.LastWords drain(ServiceName service) {
        FutureTask<LogBook.LastWords> words = new FutureTask<>(() -> logs.drain(service));
        Thread.ofVirtual().name("varde-drain").start(words);
        try {
            return words.get(LOG_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException broken) {
            LOG.errorf(broken, "the last log lines of %s could not be read", service);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return NO_WORDS;
    }

    private EventId id(ProcessKey key, String what) {
        return Ids.of(bootId, key.pid(), key.startTicks(), what);
    }

    @Override
    public void close() {
        lanes.close();
    }
}
