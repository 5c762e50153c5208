package dev.varde.standalone.app;

import dev.varde.collector.Ticker;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Runs a collector that is part of the whole application on the Quarkus scheduler. What is still
/// running when its turn comes again is not started a second time.
@ApplicationScoped
public class ScheduledTicker implements Ticker {
    private final Scheduler scheduler;

    public ScheduledTicker(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void every(String name, Duration interval, Runnable task) {
        if (interval.toSeconds() < 1) {
            throw new IllegalArgumentException("an interval is at least one second");
        }
        scheduler
                .newJob(name)
                .setInterval(interval.toSeconds() + "s")
                .setConcurrentExecution(ConcurrentExecution.SKIP)
                .setTask(_ -> task.run())
                .schedule();
    }
}
