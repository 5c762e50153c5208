package dev.varde.collector.journal;

import dev.varde.collector.journal.JournalPosition.Mark;
import dev.varde.collector.journal.Journalctl.From;
import dev.varde.events.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Takes in entries, from whichever journalctl they come: each once, in their order. Thread-safe.
final class Intake {
    private final JournalPosition position;
    private final Narrator narrator;
    private final Repeats repeats;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Sources sources;

    /// @param last the entry up to which an earlier run has told everything
    Intake(Sources sources, JournalPosition position, Narrator narrator, Mark last) {
        this.sources = sources;
        this.position = position;
        this.narrator = narrator;
        this.repeats = new Repeats(last.cursor());
    }

    Sources sources() {
        return sources;
    }

    /// The units in whose journals the service logs.
    List<String> journals(ServiceName service) {
        return sources.logsOf(service);
    }

    /// From the newest entry on.
    From newest() {
        Mark newest = position.newest();
        return new From(newest.cursor(), newest.time());
    }

    Mark mark() {
        return position.newest();
    }

    /// @return whether it was new
    boolean take(JournalEntry entry) {
        lock.lock();
        try {
            if (repeats.isRepeat(entry)) {
                return false;
            }
            narrator.hear(entry, position.read(entry));
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// How many known entries came in a row.
    int repeatsInARow() {
        return locked(repeats::inARow);
    }

    void expectRepeats() {
        run(repeats::forget);
    }

    /// Gives up what lies between the newest entry and then.
    void skipTo(Instant at) {
        position.skipTo(at);
    }

    /// @return whether anything is read otherwise
    boolean reconfigure(Sources next) {
        return locked(() -> {
            if (next.equals(sources)) {
                return false;
            }
            sources = next;
            position.reads(next.all());
            narrator.reconfigure(next);
            return true;
        });
    }

    /// A death is about to be told: lets more through of what explains it.
    void startAnew(List<String> units) {
        run(() -> narrator.startAnew(units));
    }

    void flush(List<String> units) {
        run(() -> narrator.flush(units));
    }

    void settle() {
        run(() -> narrator.settle());
    }

    void save(Instant now) {
        position.save(now);
    }

    private void run(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
