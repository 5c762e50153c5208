package dev.varde.collector.journal;

import dev.varde.collector.LogBook.LastWords;
import dev.varde.collector.tail.JournalLines;
import dev.varde.events.LogTail;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Fetches the last lines that units wrote, when a death is about to be told; nothing is kept in
/// memory for it.
final class LastLines {
    /// How long one look may take.
    static final Duration PATIENCE = Duration.ofMillis(700);

    private static final int MOST_LINES = 50;
    private static final int MOST_UNITS = 8;

    private final Supplier<Journalctl> journalctl;

    LastLines(Supplier<Journalctl> journalctl) {
        this.journalctl = journalctl;
    }

    /// What a look will have found.
    record Words(List<FutureTask<Optional<Tail>>> looks) {
        LastWords join() {
            List<LogTail> tails = new ArrayList<>();
            Instant last = null;
            for (FutureTask<Optional<Tail>> look : looks) {
                Optional<Tail> tail = found(look);
                tail.ifPresent(t -> tails.add(t.tail()));
                last = tail.map(Tail::writtenAt).filter(later(last)).orElse(last);
            }
            return new LastWords(tails, last);
        }

        private static java.util.function.Predicate<Instant> later(@Nullable Instant than) {
            return t -> than == null || t.isAfter(than);
        }

        private static Optional<Tail> found(FutureTask<Optional<Tail>> look) {
            try {
                return look.get();
            } catch (ExecutionException unreadable) {
                JournalLog.interrupted(String.valueOf(unreadable.getCause()));
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }
    }

    private record Tail(LogTail tail, Instant writtenAt) {}

    /// Begins to look.
    Words of(List<String> units) {
        List<FutureTask<Optional<Tail>>> looks =
                units.stream().limit(MOST_UNITS).map(u -> new FutureTask<>(() -> tail(u))).toList();
        looks.forEach(look -> Thread.ofVirtual().name("varde-journal-last").start(look));
        return new Words(looks);
    }

    private Optional<Tail> tail(String unit) throws IOException {
        List<String> messages = new ArrayList<>();
        Instant last = Instant.EPOCH;
        try (Reading reading =
                Reading.startFor(PATIENCE, journalctl.get().last(MOST_LINES, unit))) {
            for (var e = reading.next(); e.isPresent(); e = reading.next()) {
                messages.add(e.get().text());
                last = e.get().time();
            }
        }
        List<String> lines = JournalLines.shown(messages, MOST_LINES);
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tail(new LogTail(Trouble.source(unit), lines), last));
    }
}
