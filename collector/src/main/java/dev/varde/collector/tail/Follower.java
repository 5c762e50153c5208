package dev.varde.collector.tail;

import dev.varde.events.EventId;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// Follows one open file, also when it is renamed or deleted. Not thread-safe.
final class Follower implements AutoCloseable {
    private static final int RING_BYTES = 64 << 10;

    private final FileKey key;
    private final RandomAccessFile file;
    private final Emitter emitter;
    private final RateBound rate = new RateBound();
    private Path path;
    private Instant modified = Instant.EPOCH;
    private Fingerprint print;
    private long incarnation;
    private long offset;
    private LogScanner scanner;
    private ConcurrentSkipListSet<Long> unacknowledged = new ConcurrentSkipListSet<>();

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
        this.scanner = new LogScanner(offset, out());
        remember();
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

    private void remember() throws IOException {
        byte[] head = new byte[2];
        file.seek(0);
        WideSplitter.told(head, file.read(head)).ifPresent(scanner::in);
        long from = Math.max(0, offset - RING_BYTES);
        byte[] before = new byte[(int) (offset - from)];
        file.seek(from);
        scanner.remember(from, before, Math.max(0, file.read(before)));
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
        scanner.feed(buffer, read);
        return read;
    }

    private void startOver() throws IOException {
        TailLog.truncated(path);
        LogScanner truncated = scanner;
        truncated.endPartial();
        offset = 0;
        incarnation = Math.max(incarnation + 1, emitter.now().toEpochMilli());
        print = Fingerprint.of(file, Fingerprint.LONGEST);
        unacknowledged = new ConcurrentSkipListSet<>();
        scanner = new LogScanner(0, out()).after(truncated);
    }

    /// The file took the place of one that was rotated away.
    void takesPlaceOf(Follower rotated) {
        scanner.after(rotated.scanner);
    }

    /// Lets through what has waited long enough for more lines.
    ///
    /// @return whether nothing waits any more
    boolean settle(Duration idle) {
        boolean settled = scanner.settle(idle);
        tellRefused();
        return settled;
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
        scanner.end();
        tellRefused();
    }

    /// What is read before a truncation keeps its ids, whenever it is let through.
    private TraceJoiner.Out out() {
        long read = incarnation;
        ConcurrentSkipListSet<Long> waiting = unacknowledged;
        return (kind, first, lines) -> matched(kind, first, lines, read, waiting);
    }

    private void matched(
            LogKind kind, Line first, List<String> lines, long read, Set<Long> waiting) {
        if (!rate.passes(kind, emitter.now())) {
            return;
        }
        long at = first.offset();
        waiting.add(at);
        Instant written = first.time();
        emitter.matched(
                id(at, read),
                written == null ? time() : written,
                new LogMatched(path.toString(), at, kind, lines, null),
                () -> waiting.remove(at));
    }

    private EventId id(long at, long read) {
        return new EventId(
                "log-"
                        + Long.toHexString(key.device())
                        + "-"
                        + key.inode()
                        + "-"
                        + Long.toHexString(read)
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
        return scanner.lastLines();
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
        long undecided = scanner.decided();
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
