package dev.varde.collector.probe;

import dev.varde.collector.Outbox;
import dev.varde.collector.Sighting;
import dev.varde.collector.ask.Answer;
import dev.varde.collector.ask.Switchboard;
import dev.varde.events.HealthFact;
import dev.varde.events.HealthFact.CheckFailed;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HealthFact.PortHolder;
import dev.varde.events.ServiceName;
import dev.varde.events.config.Configuration.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks one check again and again, never twice at a time, at one of the [Moments] that all checks
/// share. After a process start it asks at once and then every 250 ms until the first good answer
/// or for a minute.
///
/// Lives on the switchboard's thread. What is told, and the look for who holds a port, goes to the
/// service's lane, because both may wait for a disk or read much of /proc.
final class CheckLoop {
    private static final Duration QUICK = Duration.ofMillis(250);
    private static final Duration HURRY = Duration.ofMinutes(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
    private static final int FIRST_WITHIN_MILLIS = 300;

    /// What all loops share.
    record Tools(String bootId, Outbox outbox, Switchboard switchboard, Lanes lanes) {}

    /// How a check asks.
    @FunctionalInterface
    interface Asking {
        /// @param doubted the last answer was not good, or there is a new process
        void ask(boolean doubted, Duration timeout, Consumer<Answer> hear);
    }

    private final Tools tools;
    private final ServiceName service;
    private final Check check;
    private final Asking asking;
    private final Streak streak;
    private final Supplier<Optional<PortHolder>> holder;
    private Switchboard.@Nullable Due next;
    private boolean underWay;
    private boolean toldPassing;
    private boolean outdated;
    private boolean stopped;
    private long begun;
    private long hurryUntil = System.nanoTime();

    CheckLoop(
            Tools tools,
            ServiceName service,
            Check check,
            Asking asking,
            Streak streak,
            Supplier<Optional<PortHolder>> holder) {
        this.tools = tools;
        this.service = service;
        this.check = check;
        this.asking = asking;
        this.streak = streak;
        this.holder = holder;
    }

    ServiceName service() {
        return service;
    }

    /// May be called from any thread, as [#begin].
    void start() {
        int first = ThreadLocalRandom.current().nextInt(FIRST_WITHIN_MILLIS);
        tools.switchboard().run(() -> schedule(Duration.ofMillis(first)));
    }

    /// Asks no more; an answer under way is not heard. May be called from any thread.
    void stop() {
        tools.switchboard().run(this::end);
    }

    private void end() {
        stopped = true;
        if (next != null) {
            next.callOff();
        }
    }

    /// A new process: an answer under way is of the old one and is not heard.
    void begin() {
        tools.switchboard().run(this::anew);
    }

    private void anew() {
        streak.begin();
        toldPassing = false;
        hurryUntil = System.nanoTime() + HURRY.toNanos();
        outdated = underWay;
        if (!underWay) {
            schedule(Duration.ZERO);
        }
    }

    private void schedule(Duration delay) {
        if (stopped) {
            return;
        }
        if (next != null) {
            next.callOff();
        }
        next = tools.switchboard().after(delay, this::turn);
    }

    private void turn() {
        underWay = true;
        begun = System.nanoTime();
        asking.ask(!streak.passing(), check.timeout(), this::hear);
    }

    private void hear(Answer answer) {
        Instant now = Instant.now();
        Duration latency = Duration.ofNanos(System.nanoTime() - begun);
        try {
            if (!outdated && !stopped) {
                streak.hear(answer, latency, now).ifPresent(fact -> tell(fact, now));
            }
        } finally {
            again();
        }
    }

    private void tell(HealthFact fact, Instant now) {
        long unique = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        var id = Ids.of(tools.bootId(), "check", unique, check.name(), service);
        boolean again = toldPassing && fact instanceof CheckPassed;
        toldPassing = fact instanceof CheckPassed;
        tools.lanes()
                .run(
                        service,
                        () -> {
                            HealthFact whole =
                                    fact instanceof CheckFailed f
                                            ? f.heldBy(holder.get().orElse(null))
                                            : fact;
                            Sighting seen = new Sighting(id, now, service, whole);
                            tools.outbox().put(again ? seen.unhurried() : seen);
                        });
    }

    private void again() {
        underWay = false;
        boolean atOnce = outdated;
        outdated = false;
        schedule(atOnce ? Duration.ZERO : pause());
    }

    private Duration pause() {
        long now = System.nanoTime();
        boolean hurried = now - hurryUntil < 0 && !streak.passing();
        long next =
                hurried && QUICK.compareTo(check.every()) < 0
                        ? begun + QUICK.toNanos()
                        : Moments.nearest(begun + check.every().toNanos(), check.every());
        Duration left = Duration.ofNanos(next - now);
        return left.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : left;
    }
}
