package dev.varde.collector.tail;

import dev.varde.collector.redact.PrivateKeys;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.EventId;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;

/// Follows one open file, also when it is renamed or deleted. Not thread-safe.
final class Follower implements AutoCloseable {
    private static final int RING_BYTES = 64 << 10;
    private static final int LONGEST_KEY = 120;

    private final FileKey key;
    private final RandomAccessFile file;
    private final Emitter emitter;
    private final Ring ring = new Ring();
    private final RateBound rate = new RateBound();
    private final TraceJoiner joiner = new TraceJoiner(this::matched);
    private Path path;
    private Instant modified = Instant.EPOCH;
    private Fingerprint print;
    private long incarnation;
    private long offset;
    private LineSplitter splitter;
    private ConcurrentSkipListSet<Long> unacknowledged = new ConcurrentSkipListSet<>();
    private int keyLines;

    /// Where to begin.
    ///
    /// @param incarnation as in [Position]
    record From(long offset, long incarnation) {}

    private Follower(FileKey key, Path path, RandomAccessFile file, From from, Emitter emitter)
            throws IOException {
        this.key = key;
        this.path = path;
        this.file = file;
        this.emitter = emitter;
        this.offset = from.offset();
        this.incarnation = from.incarnation();
        this.print = Fingerprint.of(file, Fingerprint.LONGEST);
        this.splitter = new LineSplitter(offset, this::line);
        fillRing();
    }

    /// Opens the file where it was left or, for one never seen, at its end or start.
    static Follower open(FileKey key, Path path, Beginning beginning, Emitter emitter)
            throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            From from = beginning.of(file);
            TailLog.followed(path, from.offset());
            return new Follower(key, path, file, from, emitter);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /// Decides where to begin, looking into the file.
    @FunctionalInterface
    interface Beginning {
        From of(RandomAccessFile file) throws IOException;
    }

    private void fillRing() throws IOException {
        long from = Math.max(0, offset - RING_BYTES);
        byte[] before = new byte[(int) (offset - from)];
        file.seek(from);
        int read = Math.max(0, file.read(before));
        LineSplitter lines = new LineSplitter(from, line -> ring.add(shown(line)));
        lines.feed(before, read);
    }

    /// Reads one buffer full.
    ///
    /// @return how many bytes it read; 0 at the end
    int read(byte[] buffer) throws IOException {
        long size = file.length();
        if (size < offset || (size > offset && !print.matches(file))) {
            startOver();
        }
        if (!print.isComplete() && size > print.length()) {
            print = Fingerprint.of(file, Fingerprint.LONGEST);
        }
        file.seek(offset);
        int read = Math.max(0, file.read(buffer));
        offset += read;
        splitter.feed(buffer, read);
        return read;
    }

    private void startOver() throws IOException {
        TailLog.truncated(path);
        endPartial();
        offset = 0;
        keyLines = 0;
        incarnation = Math.max(incarnation + 1, emitter.now().toEpochMilli());
        print = Fingerprint.of(file, Fingerprint.LONGEST);
        splitter = new LineSplitter(0, this::line);
        unacknowledged = new ConcurrentSkipListSet<>();
    }

    /// Lets through what waits for more lines.
    void flush() {
        joiner.flush();
        tellRefused();
    }

    /// Tells how many lines the rate bound has held back in windows that are over.
    void tellRefused() {
        long refused = rate.takeRefused(emitter.now());
        if (refused > 0) {
            emitter.gap(path, refused, "more than 200 lines that matter in 10 seconds");
        }
    }

    /// A death is about to be told: what explains it is let through, whatever came before.
    void startAnew() {
        rate.startAnew(emitter.now());
    }

    /// Takes the last line for complete, and lets through all that waits.
    void endPartial() {
        splitter.endPartial();
        flush();
    }

    private void line(Line line) {
        String shown = shown(line);
        ring.add(shown);
        joiner.feed(new Line(line.offset(), line.end(), shown));
    }

    /// Without the lines inside a private key, which show nothing by themselves; all other secrets
    /// are taken out line by line when an event is written.
    private String shown(Line line) {
        if (keyLines > 0) {
            keyLines = PrivateKeys.closes(line.text()) ? 0 : keyLines - 1;
            return Redactor.MASK;
        }
        if (PrivateKeys.opens(line.text())) {
            keyLines = LONGEST_KEY;
        }
        return line.text();
    }

    private void matched(LogKind kind, long at, List<String> lines) {
        if (!rate.passes(kind, emitter.now())) {
            return;
        }
        ConcurrentSkipListSet<Long> waiting = unacknowledged;
        waiting.add(at);
        emitter.matched(
                id(at),
                time(),
                new LogMatched(path.toString(), at, kind, lines, null),
                () -> waiting.remove(at));
    }

    private EventId id(long at) {
        return new EventId(
                "log-"
                        + Long.toHexString(key.device())
                        + "-"
                        + key.inode()
                        + "-"
                        + Long.toHexString(incarnation)
                        + "-"
                        + at);
    }

    /// When the file was last written, where that is in the past: what is read late was written
    /// then or before.
    private Instant time() {
        Instant now = emitter.now();
        try {
            return FileKey.stat(path)
                    .filter(stat -> stat.key().equals(key) && stat.modified().isBefore(now))
                    .map(FileKey.Stat::modified)
                    .orElse(now);
        } catch (IOException _) {
            return now;
        }
    }

    FileKey key() {
        return key;
    }

    Path path() {
        return path;
    }

    List<String> lastLines() {
        return ring.lines();
    }

    Instant modified() {
        return modified;
    }

    /// The path leads to this file now.
    void seenAt(Path where, Instant lastModified) {
        path = where;
        modified = lastModified;
    }

    /// Up to where everything that mattered is acknowledged. Called by the thread that reads.
    Position position() {
        long undecided = joiner.undecidedFrom(splitter.start());
        Long first = unacknowledged.isEmpty() ? null : unacknowledged.ceiling(0L);
        long acknowledged = first == null ? undecided : Math.min(first, undecided);
        return new Position(
                path.toString(),
                key.device(),
                key.inode(),
                print.length(),
                print.checksum(),
                acknowledged,
                incarnation);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
