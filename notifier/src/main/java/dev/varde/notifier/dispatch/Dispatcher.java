package dev.varde.notifier.dispatch;

import dev.varde.events.Delivery;
import dev.varde.events.IncidentId;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Channel;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.Schedule;
import dev.varde.notifier.delivery.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Makes deliveries: in order for each incident and receiver, four at a time for each receiver, so
/// that a receiver that fails or dawdles holds up nobody else. Every attempt is noted.
///
/// Memory stays bounded: behind 500 messages for one receiver only the gist of an incident is kept,
/// and [#waiting()] tells the ledger when to stop reading.
public final class Dispatcher {
    private static final int AT_ONCE = 4;
    private static final int WHOLE = 500;

    private final Channels channels;
    private final Schedule schedule;
    private final InstantSource clock;
    private final DoubleSupplier random;
    private final Consumer<Noted> notes;
    private final Consumer<Step> steps;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final Map<Channels.Key, Semaphore> permits = new ConcurrentHashMap<>();
    private final Map<Channels.Key, AtomicInteger> queued = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger sending = new AtomicInteger();
    private boolean stopped;

    private record LaneKey(Channels.Key to, IncidentId incident) {}

    /// @param random 0 to 1, for the jitter
    /// @param notes takes every change of a delivery; called from many threads
    public Dispatcher(
            Channels channels,
            Schedule schedule,
            InstantSource clock,
            DoubleSupplier random,
            Consumer<Noted> notes,
            Consumer<Step> steps) {
        this.steps = steps;
        this.channels = channels;
        this.schedule = schedule;
        this.clock = clock;
        this.random = random;
        this.notes = notes;
    }

    /// Takes a delivery whose intent is committed. Does nothing once stopped: the ledger has it.
    public synchronized void submit(Job job) {
        if (stopped) {
            return;
        }
        Delivery d = job.delivery();
        LaneKey key = new LaneKey(new Channels.Key(d.receiver(), d.channel()), d.incident());
        waiting.incrementAndGet();
        int before = queued.computeIfAbsent(key.to(), _ -> new AtomicInteger()).getAndIncrement();
        Job kept = before < WHOLE ? job : new Job(d, job.partition(), Slim.of(job.incident()));
        Lane lane = lanes.get(key);
        if (lane != null) {
            lane.add(kept);
            return;
        }
        Lane started = new Lane();
        started.add(kept);
        lanes.put(key, started);
        threads.execute(() -> run(key, started));
    }

    /// Messages that have not ended yet.
    public int waiting() {
        return waiting.get();
    }

    /// Whether an attempt is being made right now.
    public boolean isSending() {
        return sending.get() > 0;
    }

    /// Begins nothing more, and waits for attempts under way; what has not ended by then is cut
    /// off.
    public void stop(Duration patience) {
        synchronized (this) {
            stopped = true;
            lanes.values().forEach(Lane::stop);
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run(LaneKey key, Lane lane) {
        try {
            do {
                for (Job job = lane.awaitFirst(clock); job != null; job = lane.awaitFirst(clock)) {
                    step(key, lane, job);
                }
            } while (!retire(key, lane));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean retire(LaneKey key, Lane lane) {
        if (lane.isStopped() || lane.isEmpty()) {
            lanes.remove(key, lane);
            return true;
        }
        return false;
    }

    private void step(LaneKey key, Lane lane, Job job) throws InterruptedException {
        if (lane.isSuperseded()) {
            end(
                    key,
                    lane,
                    job.with(
                            Deliveries.ended(
                                    job.delivery(),
                                    Delivery.State.SUPERSEDED,
                                    "a later mail says it all")));
            return;
        }
        Optional<Channel> channel = channels.find(key.to().receiver(), key.to().channel());
        if (channel.isEmpty()) {
            String reason = "the receiver is not configured any more";
            end(
                    key,
                    lane,
                    job.with(Deliveries.ended(job.delivery(), Delivery.State.FAILED, reason)));
            return;
        }
        Delivery tried = attempt(key, lane, job, channel.get());
        if (tried == null) {
            return;
        }
        if (Deliveries.open(tried)) {
            lane.replaceFirst(job.with(tried));
            note(job.with(tried));
        } else {
            end(key, lane, job.with(tried));
        }
    }

    private @Nullable Delivery attempt(LaneKey key, Lane lane, Job job, Channel channel)
            throws InterruptedException {
        Semaphore permit = permits.computeIfAbsent(key.to(), _ -> new Semaphore(AT_ONCE));
        permit.acquire();
        sending.incrementAndGet();
        try {
            if (lane.isStopped()) {
                return null;
            }
            Instant at = clock.instant();
            steps.accept(Step.BEFORE_SEND);
            Outcome outcome = send(channel, job, at);
            steps.accept(Step.AFTER_SEND);
            return schedule.after(
                    job.delivery(), outcome, at, clock.instant(), random.getAsDouble());
        } finally {
            sending.decrementAndGet();
            permit.release();
        }
    }

    private static Outcome send(Channel channel, Job job, Instant at) {
        try {
            return channel.send(job.message(), at);
        } catch (RuntimeException e) {
            NotifierLog.broken(e);
            String reason = "a fault in Varde: " + e.getClass().getSimpleName();
            return new Outcome.Temporary(null, reason, null);
        }
    }

    private void end(LaneKey key, Lane lane, Job job) {
        lane.removeFirst();
        waiting.decrementAndGet();
        Optional.ofNullable(queued.get(key.to())).ifPresent(AtomicInteger::decrementAndGet);
        note(job);
    }

    private void note(Job job) {
        NotifierLog.attempted(job.delivery());
        notes.accept(new Noted(job.delivery(), job.partition()));
    }
}
