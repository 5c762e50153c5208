package dev.varde.collector.app;

import dev.varde.collector.Ticker;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Runs things on one thread of its own.
public final class ExecutorTicker implements Ticker, AutoCloseable {
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    task -> Thread.ofPlatform().name("varde-ticker").daemon().unstarted(task));

    @Override
    public void every(String name, Duration interval, Runnable task) {
        long millis = interval.toMillis();
        var _ =
                executor.scheduleAtFixedRate(
                        () -> runSafely(name, task), millis, millis, TimeUnit.MILLISECONDS);
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
