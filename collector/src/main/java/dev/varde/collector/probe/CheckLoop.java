package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Asks one check again and again, never twice at a time; with a jitter of five per cent, so that
/// checks of the same interval drift apart. After a process start it asks at once and then every
/// 250 ms until the first good answer or for a minute.
final class CheckLoop {
    private static final Logger LOG = Logger.getLogger(CheckLoop.class);
    private static final Duration QUICK = Duration.ofMillis(250);
    private static final Duration HURRY = Duration.ofMinutes(1);
    private static final int FIRST_WITHIN_MILLIS = 300;

    /// What all loops share.
    ///
    /// @param clock starts the turns
    /// @param threads where the asking is done
    record Tools(
            String bootId,
            Outbox outbox,
            ScheduledExecutorService clock,
            ExecutorService threads) {}

    private final Tools tools;
    private final ServiceName service;
    private final Check check;
    private final Question question;
    private final Streak streak;
    private final Supplier<Optional<PortHolder>> holder;
    private @Nullable ScheduledFuture<?> next;
    private boolean asking;
    private boolean outdated;
    private boolean stopped;
    private long hurryUntil = System.nanoTime();

    CheckLoop(
            Tools tools,
            ServiceName service,
            Check check,
            Question question,
            Streak streak,
            Supplier<Optional<PortHolder>> holder) {
        this.tools = tools;
        this.service = service;
        this.check = check;
        this.question = question;
        this.streak = streak;
        this.holder = holder;
    }

    ServiceName service() {
        return service;
    }

    synchronized void start() {
        schedule(Duration.ofMillis(ThreadLocalRandom.current().nextInt(FIRST_WITHIN_MILLIS)));
    }

    /// Asks no more; an answer under way is not heard.
    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    /// A new process: an answer under way is of the old one and is not heard.
    synchronized void begin() {
        streak.begin();
        hurryUntil = System.nanoTime() + HURRY.toNanos();
        outdated = asking;
        if (!asking) {
            schedule(Duration.ZERO);
        }
    }

    private void schedule(Duration delay) {
        if (stopped) {
            return;
        }
        if (next != null) {
            next.cancel(false);
        }
        try {
            next = tools.clock().schedule(this::turn, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            next = null;
        }
    }

    private void turn() {
        synchronized (this) {
            if (asking) {
                return;
            }
            asking = true;
        }
        try {
            tools.threads().execute(this::ask);
        } catch (RejectedExecutionException closing) {
            return;
        }
    }

    private void ask() {
        long begun = System.nanoTime();
        try {
            Answer answer = Question.within(check.timeout(), tools.threads(), question);
            hear(answer, Duration.ofNanos(System.nanoTime() - begun));
        } catch (RejectedExecutionException closing) {
            return;
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "check %s of %s could not be carried out", check.name(), service);
        } finally {
            again(begun);
        }
    }

    private synchronized void hear(Answer answer, Duration latency) {
        if (stopped || outdated || Thread.currentThread().isInterrupted()) {
            return;
        }
        Instant now = Instant.now();
        streak.hear(answer, latency, now, holder)
                .ifPresent(fact -> {
                    long unique = now.getEpochSecond() * 1_000_000_000L + now.getNano();
                    var id = Ids.of(tools.bootId(), "check", unique, check.name(), service);
                    tools.outbox().put(new Sighting(id, now, service, fact));
                });
    }

    private synchronized void again(long begun) {
        asking = false;
        boolean atOnce = outdated;
        outdated = false;
        boolean hurried = System.nanoTime() - hurryUntil < 0 && !streak.passing();
        long pace = hurried ? Math.min(QUICK.toMillis(), check.every().toMillis()) : jittered();
        long spent = (System.nanoTime() - begun) / 1_000_000;
        schedule(atOnce ? Duration.ZERO : Duration.ofMillis(Math.max(10, pace - spent)));
    }

    private long jittered() {
        long every = check.every().toMillis();
        long five = Math.max(1, every / 20);
        return every + ThreadLocalRandom.current().nextLong(-five, five + 1);
    }
}
