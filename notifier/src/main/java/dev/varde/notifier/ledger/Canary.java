package dev.varde.notifier.ledger;

import dev.varde.events.Delivery;
import dev.varde.events.DeliveryId;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Message;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.dispatch.Channels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A sign of life that goes the whole way every so often: a word, through the processor an
/// incident, through the ledger a delivery to a receiver in this process. It says how long that
/// takes, and when it does not come.
///
/// The one who reads the partition of its word's key lights it and gets it back: the incident has
/// the same key.
public final class Canary implements Channel {
    /// Where it is delivered.
    public static final Channels.Key RECEIVER = new Channels.Key("varde", "internal");

    /// How many that do not come are too many.
    private static final int LOST = 3;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SAID = Duration.ofMinutes(10);
    private static final HostName HOST = new HostName("varde");

    private final @Nullable Duration every;
    private final InstantSource clock;
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private @Nullable Instant watching;
    private @Nullable Instant lit;
    private Instant said;

    private record Arrival(Instant at, Duration took) {}

    /// How long the way took in the last hour.
    ///
    /// @param last the newest
    public record Times(int count, Duration p50, Duration p99, Duration last, Instant at) {}

    /// @param every how often it is lit; null for never
    public Canary(@Nullable Duration every, InstantSource clock) {
        this.every = every;
        this.clock = clock;
        this.said = clock.instant();
    }

    /// Empty before the first one came.
    public synchronized Optional<Times> times() {
        forget(clock.instant());
        if (arrivals.isEmpty()) {
            return Optional.empty();
        }
        List<Duration> sorted = arrivals.stream().map(Arrival::took).sorted().toList();
        Arrival last = arrivals.getLast();
        return Optional.of(
                new Times(
                        sorted.size(),
                        sorted.get((sorted.size() - 1) / 2),
                        sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
                        last.took(),
                        last.at()));
    }

    /// Since when it is missing: nothing came in the time of three.
    public synchronized Optional<Instant> lost() {
        if (every == null || watching == null) {
            return Optional.empty();
        }
        Instant last = arrivals.isEmpty() ? watching : arrivals.getLast().at();
        Instant since = last.isBefore(watching) ? watching : last;
        boolean missing = since.plus(every.multipliedBy(LOST)).isBefore(clock.instant());
        return missing ? Optional.of(since) : Optional.empty();
    }

    /// Delivered: the incident says when its word was said.
    @Override
    public synchronized Outcome send(Message message, Instant now) {
        Duration took = Duration.between(lit(message.incident(), now), now);
        forget(now);
        arrivals.addLast(new Arrival(now, took));
        if (!said.plus(SAID).isAfter(now)) {
            said = now;
            times().ifPresent(t -> NotifierLog.canary(t.count(), t.p50(), t.p99(), t.last()));
        }
        return new Outcome.Delivered(null, "came back after " + took.toMillis() + " ms");
    }

    /// This notifier lights it from now on, or does not any more.
    synchronized void watch(boolean mine, Instant now) {
        watching = mine ? now : null;
        lit = mine ? now : null;
    }

    /// The word to say, when it is time.
    synchronized Optional<OperatorWord> light(Instant now) {
        if (every == null || lit == null || lit.plus(every).isAfter(now)) {
            return Optional.empty();
        }
        lit = now;
        return Optional.of(new OperatorWord.CanaryLit(HOST, "varde", now));
    }

    /// Always the same id, so that the ledger holds one; intended since its word was said, so that
    /// the ledger says how long the way took.
    static Delivery delivery(Incident incident, Instant now) {
        return new Delivery(
                new DeliveryId("canary/internal"),
                incident.id(),
                incident.revision(),
                RECEIVER.receiver(),
                RECEIVER.channel(),
                "canary",
                Delivery.State.INTENDED,
                "the canary",
                lit(incident, now),
                null,
                List.of(),
                null,
                incident.summary());
    }

    private static Instant lit(Incident incident, Instant otherwise) {
        Instant at = incident.times().detected();
        return at == null ? otherwise : at;
    }

    private void forget(Instant now) {
        while (!arrivals.isEmpty() && arrivals.getFirst().at().plus(HOUR).isBefore(now)) {
            arrivals.removeFirst();
        }
    }
}
