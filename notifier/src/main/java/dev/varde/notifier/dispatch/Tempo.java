package dev.varde.notifier.dispatch;

import dev.varde.notifier.delivery.Rate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Keeps a receiver's rate: a place is taken when an attempt begins and is free again that long
/// after it *ended*. So no more than the rate arrives within any stretch of time by the receiver's
/// own clock, however long each was under way.
final class Tempo {
    private final @Nullable Rate rate;
    private final Deque<Instant> ended = new ArrayDeque<>();
    private int underWay;

    Tempo(@Nullable Rate rate) {
        this.rate = rate;
    }

    /// Takes over what an earlier notifier had sent.
    void remember(Collection<Instant> ends) {
        if (rate != null) {
            ends.stream().sorted().forEach(ended::addLast);
        }
    }

    /// When an attempt may begin; far away when one has to end first.
    Instant next(Instant now) {
        if (rate == null) {
            return now;
        }
        while (!ended.isEmpty() && !ended.getFirst().plus(rate.per()).isAfter(now)) {
            ended.removeFirst();
        }
        if (underWay + ended.size() < rate.messages()) {
            return now;
        }
        return ended.isEmpty() ? Instant.MAX : ended.getFirst().plus(rate.per());
    }

    void begin() {
        underWay++;
    }

    void end(Instant now) {
        underWay--;
        if (rate != null) {
            ended.addLast(now);
        }
    }
}
