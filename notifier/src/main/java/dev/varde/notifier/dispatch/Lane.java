package dev.varde.notifier.dispatch;

import dev.varde.events.Delivery;
import dev.varde.notifier.routing.Medium;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The messages about one incident to one receiver by one channel, told in order: the next one
/// waits until this one has arrived or failed.
///
/// A mailed update that has not gone out when a later mail is due is not sent: the later one says
/// it all. Webhooks are told every revision.
final class Lane {
    private static final String UPDATED = "incident.updated";

    private final Deque<Job> jobs = new ArrayDeque<>();
    private boolean stopped;

    synchronized void add(Job job) {
        jobs.add(job);
        notifyAll();
    }

    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized boolean isEmpty() {
        return jobs.isEmpty();
    }

    /// Waits until the first message may be tried or is superseded; null when there is none or the
    /// lane is stopped.
    synchronized @Nullable Job awaitFirst(InstantSource clock) throws InterruptedException {
        while (!stopped && !jobs.isEmpty()) {
            Job first = jobs.getFirst();
            Instant due = first.delivery().due();
            Duration wait = due == null ? Duration.ZERO : Duration.between(clock.instant(), due);
            if (isSuperseded() || !wait.isPositive()) {
                return first;
            }
            wait(Math.max(1, wait.toMillis()));
        }
        return null;
    }

    /// Whether the first message need not be sent any more.
    synchronized boolean isSuperseded() {
        if (jobs.size() < 2) {
            return false;
        }
        Delivery first = jobs.getFirst().delivery();
        return first.channel().equals(Medium.MAIL.channel()) && first.type().equals(UPDATED);
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /// The first message, changed by an attempt.
    synchronized void replaceFirst(Job job) {
        jobs.removeFirst();
        jobs.addFirst(job);
    }

    synchronized void removeFirst() {
        jobs.removeFirst();
    }
}
