package dev.varde.collector.tail;

import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lines that a service wrote into systemd's journal, on the same way as those of a file: what
/// matters is let through, stack traces are joined, storms are bounded. Each process has a joiner
/// of its own, so that processes that write at the same time do not cut each other's traces. Not
/// thread-safe.
public final class JournalLines {
    private static final int MOST_PROCESSES = 16;
    private static final int MOST_LINES = 1 << 10;

    /// Takes what matters.
    public interface Out {
        /// @param entry number of the entry where it begins
        /// @param line which line of that entry, from 0
        void matched(long entry, int line, LogMatched fact);

        void gap(String source, long lost, String reason);
    }

    private final String source;
    private final Out out;
    private final RateBound rate = new RateBound();
    private final Map<Integer, Writer> writers = new LinkedHashMap<>(16, 0.75f, true);
    private Instant now = Instant.EPOCH;

    /// One process that writes.
    private final class Writer {
        private final @Nullable Integer pid;
        private final KeyLines keys = new KeyLines();
        private final TraceJoiner joiner = new TraceJoiner(this::matched);
        private final Map<Long, Instant> times = new LinkedHashMap<>();
        private Instant wroteAt = Instant.EPOCH;
        private boolean broken;

        Writer(@Nullable Integer pid) {
            this.pid = pid;
        }

        private void matched(LogKind kind, Line first, List<String> lines) {
            long at = first.offset();
            if (rate.passes(kind, now)) {
                long entry = at / MOST_LINES;
                Instant time = times.getOrDefault(entry, now);
                long micros = time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
                out.matched(
                        entry,
                        (int) (at % MOST_LINES),
                        new LogMatched(source, micros, kind, lines, pid));
            }
        }

        void forgetDecided() {
            long first = undecidedFrom();
            times.keySet().removeIf(entry -> entry < first);
        }

        long undecidedFrom() {
            long at = joiner.undecidedFrom(Long.MAX_VALUE);
            return at == Long.MAX_VALUE ? at : at / MOST_LINES;
        }
    }

    /// @param source how the journal is called where lines are quoted, such as
    ///   `journal:kontali.service`
    public JournalLines(String source, Out out) {
        this.source = source;
        this.out = out;
    }

    /// Takes the message of one entry, which may have several lines.
    ///
    /// @param entry its number, higher than those before
    /// @param written when it was written
    /// @param broken the journal has cut the line here and goes on with the next entry
    public void add(
            long entry,
            @Nullable Integer pid,
            Instant written,
            String message,
            boolean broken,
            Instant at) {
        now = at;
        Writer writer = writers.computeIfAbsent(pid == null ? 0 : pid, _ -> new Writer(pid));
        boolean rest = writer.broken;
        writer.broken = broken;
        if (rest) {
            return; // of a line that is longer than what is kept of one
        }
        writer.wroteAt = at;
        writer.times.put(entry, written);
        int index = 0;
        for (String line : lines(message)) {
            long offset = entry * MOST_LINES + index++;
            writer.joiner.feed(new Line(offset, writer.keys.shown(line)));
        }
        writer.forgetDecided();
        bound();
    }

    /// The lines of a message as they are shown: cleaned, cut, at most 1,024 of them.
    private static List<String> lines(String message) {
        List<String> lines = new ArrayList<>();
        Iterator<String> all = message.lines().iterator();
        while (all.hasNext() && lines.size() < MOST_LINES) {
            byte[] bytes = all.next().getBytes(StandardCharsets.UTF_8);
            lines.add(LineText.of(bytes, 0, bytes.length, bytes.length));
        }
        return lines;
    }

    /// The last lines as a death quotes them.
    ///
    /// @param messages oldest first
    public static List<String> shown(List<String> messages, int most) {
        KeyLines keys = new KeyLines();
        List<String> shown =
                messages.stream().flatMap(m -> lines(m).stream()).map(keys::shown).toList();
        return shown.subList(Math.max(0, shown.size() - most), shown.size());
    }

    private void bound() {
        if (writers.size() > MOST_PROCESSES) {
            Iterator<Writer> eldest = writers.values().iterator();
            eldest.next().joiner.flush();
            eldest.remove();
        }
    }

    /// Lets through what has waited long enough for lines that do not come; after a clock that was
    /// set back, everything.
    public void settle(Instant at) {
        now = at;
        for (Writer writer : writers.values()) {
            Duration idle = Duration.between(writer.wroteAt, at);
            writer.joiner.settle(idle.isNegative() ? TraceJoiner.UNFINISHED : idle);
            writer.forgetDecided();
        }
        tellRefused();
    }

    /// A death is about to be told: lets all through that waits, and what explains it whatever came
    /// before.
    public void startAnew(Instant at) {
        now = at;
        rate.startAnew(at);
    }

    /// Lets through all that waits.
    public void flush(Instant at) {
        now = at;
        for (Writer writer : writers.values()) {
            writer.joiner.flush();
            writer.forgetDecided();
        }
        tellRefused();
    }

    private void tellRefused() {
        long refused = rate.takeRefused(now);
        if (refused > 0) {
            out.gap(source, refused, "more than 200 lines that matter in 10 seconds");
        }
    }

    /// Number of the first entry whose lines are not decided; the largest number where there is
    /// none.
    public long undecidedFrom() {
        return writers.values().stream()
                .mapToLong(Writer::undecidedFrom)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
