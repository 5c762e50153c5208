package dev.varde.collector.probe;

import dev.varde.events.ServiceName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/// One line of work for each service: in order within a service, none waiting for another.
final class Lanes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Map<ServiceName, ExecutorService> lanes = new ConcurrentHashMap<>();
    private volatile boolean closed;

    void run(ServiceName service, Runnable work) {
        if (closed) {
            return;
        }
        try {
            lanes.computeIfAbsent(service, s -> lane(s)).execute(work);
        } catch (RejectedExecutionException closing) {
            return;
        }
    }

    private static ExecutorService lane(ServiceName service) {
        return Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("varde-lane-" + service.value()).factory());
    }

    /// Finishes what was begun, within three seconds.
    @Override
    public void close() {
        closed = true;
        lanes.values().forEach(ExecutorService::shutdown);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (ExecutorService lane : lanes.values()) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                if (!lane.awaitTermination(left, TimeUnit.NANOSECONDS)) {
                    lane.shutdownNow();
                }
            } catch (InterruptedException interrupted) {
                lane.shutdownNow();
                Thread.currentThread().interrupt();
            }
        }
    }
}
