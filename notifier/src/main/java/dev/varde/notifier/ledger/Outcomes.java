package dev.varde.notifier.ledger;

import dev.varde.notifier.dispatch.Noted;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Outcomes that are not written yet. They outlive a lost connection: what was sent while Kafka was
/// away is noted as soon as it is back, before anything is sent again.
public final class Outcomes {
    private final ConcurrentLinkedQueue<Noted> waiting = new ConcurrentLinkedQueue<>();

    public void add(Noted noted) {
        waiting.add(noted);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// The oldest ones; they stay until [#remove(int)].
    List<Noted> first(int most) {
        return waiting.stream().limit(most).toList();
    }

    void remove(int count) {
        for (int i = 0; i < count; i++) {
            waiting.poll();
        }
    }
}
