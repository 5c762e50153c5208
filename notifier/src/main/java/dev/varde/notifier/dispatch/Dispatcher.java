package dev.varde.notifier.dispatch;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.Schedule;
import dev.varde.notifier.delivery.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/// Makes deliveries: an outlet for each receiver and channel, in order for each incident, a few at
/// a time. Every attempt is noted.
///
/// Memory stays bounded: behind 500 messages for one receiver only the gist of an incident is kept,
/// and [#waiting()] tells the ledger when to stop reading.
public final class Dispatcher {
    private static final int WHOLE = 500;

    private final Channels channels;
    private final Schedule schedule;
    private final InstantSource clock;
    private final DoubleSupplier random;
    private final Reports reports;
    private final Post post = new Post();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("varde-outlets").factory());
    private final Map<Channels.Key, Outlet> outlets = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean stopped;
    private @Nullable Incident gist;

    /// Where a dispatcher says what happens; called from many threads.
    ///
    /// @param notes every change of a delivery
    /// @param merges what should be told as one, once that is written
    public record Reports(Consumer<Noted> notes, Consumer<Merge> merges, Consumer<Step> steps) {}

    /// @param random 0 to 1, for the jitter
    public Dispatcher(
            Channels channels,
            Schedule schedule,
            InstantSource clock,
            DoubleSupplier random,
            Reports reports) {
        this.channels = channels;
        this.schedule = schedule;
        this.clock = clock;
        this.random = random;
        this.reports = reports;
    }

    /// Takes a delivery whose intent is committed. Does nothing once stopped: the ledger has it.
    /// Called from one thread.
    public void submit(Job job) {
        if (stopped) {
            return;
        }
        Outlet outlet = outlet(job.delivery());
        waiting.incrementAndGet();
        outlet.add(outlet.size() < WHOLE || job.incidents().size() > 1 ? job : slim(job));
    }

    /// The one that stands for the parts, now that it is written so.
    public void merged(Merge merge, Job digest) {
        waiting.addAndGet(1 - merge.parts().size());
        busy.decrementAndGet();
        outlet(digest.delivery()).merged(merge, digest);
    }

    /// Takes over when an earlier notifier made attempts, so that the receiver's limit holds.
    public void remember(Channels.Key key, Collection<Instant> ends) {
        outlet(key).remember(ends);
    }

    /// Holds back all for this receiver but tests, until [#reopen].
    public void close(Channels.Key key, String reason) {
        outlet(key).close(reason);
    }

    public void reopen(Channels.Key key) {
        outlet(key).reopen();
    }

    /// Messages that have not ended yet.
    public int waiting() {
        return waiting.get();
    }

    /// Whether something is under way whose end has to be written soon.
    public boolean isSending() {
        return busy.get() > 0;
    }

    /// Begins nothing more, and waits for attempts under way; what has not ended by then is cut
    /// off.
    public void stop(Duration patience) {
        stopped = true;
        outlets.values().forEach(Outlet::stop);
        timer.shutdownNow();
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

    private Outlet outlet(Delivery d) {
        return outlet(new Channels.Key(d.receiver(), d.channel()));
    }

    private Outlet outlet(Channels.Key key) {
        return outlets.computeIfAbsent(
                key, k -> new Outlet(k, channels.find(k).orElse(null), post));
    }

    /// The same incident goes to several receivers; they share its gist.
    private Job slim(Job job) {
        Incident incident = job.incident();
        Incident last = gist;
        if (last == null
                || last.revision() != incident.revision()
                || !last.id().equals(incident.id())) {
            last = Slim.of(incident);
            gist = last;
        }
        return new Job(job.delivery(), job.partition(), List.of(last));
    }

    private void attempt(Outlet outlet, Item item, Channels.Way way) {
        try {
            if (outlet.isStopped()) {
                outlet.notTried(item);
                return;
            }
            Instant at = clock.instant();
            reports.steps().accept(Step.BEFORE_SEND);
            Outcome outcome = send(way, item.job(), at);
            reports.steps().accept(Step.AFTER_SEND);
            Delivery result =
                    schedule.after(
                            item.job().delivery(),
                            outcome,
                            at,
                            clock.instant(),
                            random.getAsDouble());
            boolean asked = outcome instanceof Outcome.Temporary t && t.retryAfter() != null;
            String closing = Deliveries.gone(result) ? Deliveries.disabled(at) : null;
            outlet.tried(item, result, asked, closing);
        } finally {
            busy.decrementAndGet();
        }
    }

    private static Outcome send(Channels.Way way, Job job, Instant at) {
        try {
            return way.channel().send(job.message(), at);
        } catch (RuntimeException e) {
            NotifierLog.broken(e);
            String reason = "a fault in Varde: " + e.getClass().getSimpleName();
            return new Outcome.Temporary(null, reason, null);
        }
    }

    private final class Post implements Outlet.Post {
        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void attempt(Outlet outlet, Item item, Channels.Way way) {
            busy.incrementAndGet();
            threads.execute(() -> Dispatcher.this.attempt(outlet, item, way));
        }

        @Override
        public void alarm(Outlet outlet, Instant at) {
            if (at.isBefore(Instant.MAX)) {
                long millis = Math.max(1, Duration.between(clock.instant(), at).toMillis() + 1);
                Future<?> _ = timer.schedule(outlet::wake, millis, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void merge(Merge merge) {
            busy.incrementAndGet();
            reports.merges().accept(merge);
        }

        @Override
        public void note(Job job, boolean ended) {
            if (ended) {
                waiting.decrementAndGet();
            }
            NotifierLog.attempted(job.delivery());
            reports.notes().accept(new Noted(job.delivery(), job.partition()));
        }
    }
}
