package dev.varde.collector.app;

import dev.varde.collector.Ticker;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs things on one thread of its own, all at the same moments of a second, so that one wake-up
/// does for those that are due together.
public final class ExecutorTicker implements Ticker, AutoCloseable {
    private static final long SECOND = TimeUnit.SECONDS.toMillis(1);

    private final long begun = System.nanoTime();
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("varde-ticker").daemon().unstarted(task));

    @Override
    public void every(String name, Duration interval, Runnable task) {
        long millis = interval.toMillis();
        long into = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun) % SECOND;
        var _ =
                executor.scheduleAtFixedRate(
                        () -> runSafely(name, task), millis - into, millis, TimeUnit.MILLISECONDS);
    }

    private static void runSafely(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            CollectorLog.tickFailed(name, e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
