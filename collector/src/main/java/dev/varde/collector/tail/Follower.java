package dev.varde.collector.tail;

import dev.varde.collector.redact.PrivateKeys;
import dev.varde.collector.redact.Redactor;
import dev.varde.events.EventId;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Follows one open file, also when it is renamed or deleted. Not thread-safe.
final class Follower implements AutoCloseable {
    private static final int RING_BYTES = 64 << 10;
    private static final int LONGEST_KEY = 120;

    private final FileKey key;
    private final Content content;
    private final Emitter emitter;
    private final Ring ring = new Ring();
    private final RateBound rate = new RateBound();
    private TraceJoiner joiner = new TraceJoiner(this::matched);
    private Path path;
    private Instant modified = Instant.EPOCH;
    private Fingerprint print;
    private Fingerprint before;
    private Identity identity;
    private Unacknowledged unacknowledged;
    private long offset;
    private final long noNewsUpTo;
    private LineSplitter splitter;
    private @Nullable Position last;
    private int keyLines;

    /// Where to begin.
    ///
    /// @param unacknowledged of what was told of this content before
    /// @param noNewsUpTo a last line without a newline that ends here is no news
    record From(long offset, Identity identity, Unacknowledged unacknowledged, long noNewsUpTo) {
        From(long offset, Identity identity) {
            this(offset, identity, new Unacknowledged(), 0);
        }
    }

    Follower(Found found, Content content, From from, Emitter emitter) throws IOException {
        this.key = found.key();
        this.path = found.path();
        this.modified = found.stat().modified();
        this.content = content;
        this.emitter = emitter;
        this.offset = from.offset();
        this.identity = from.identity();
        this.unacknowledged = from.unacknowledged();
        this.noNewsUpTo = from.noNewsUpTo();
        this.print = content.head();
        this.splitter = new LineSplitter(offset, this::line);
        this.before = content.isFixed() ? Fingerprint.NONE : Fingerprint.before(content, offset);
        fillRing();
        TailLog.followed(path, offset);
    }

    private void fillRing() throws IOException {
        if (content.isFixed()) {
            return;
        }
        long from = Math.max(0, offset - RING_BYTES);
        byte[] before = new byte[(int) (offset - from)];
        int read = content.read(from, before, before.length);
        LineSplitter lines = new LineSplitter(from, line -> ring.add(shown(line)));
        lines.feed(before, read);
    }

    /// Whether there is something to look at: more than was read, or less.
    boolean hasNews() throws IOException {
        return content.size() != offset;
    }

    /// Whether what was read still stands there, at its beginning and before the offset.
    boolean isSame() throws IOException {
        return content.isFixed()
                || (content.size() >= offset
                        && print.isHeadOf(content)
                        && before.isBefore(content, offset));
    }

    /// Whether there is something in what was an empty file. Asked before it is read.
    boolean learnsHead() throws IOException {
        if (print.length() > 0) {
            return false;
        }
        print = content.head();
        return print.length() > 0;
    }

    /// Reads one buffer full.
    ///
    /// @return how many bytes it read; 0 at the end
    int read(byte[] buffer) throws IOException {
        int read = content.read(offset, buffer, buffer.length);
        offset += read;
        if (read >= Fingerprint.TAIL) {
            before = Fingerprint.of(buffer, read - Fingerprint.TAIL, Fingerprint.TAIL);
        } else if (read > 0 && !content.isFixed()) {
            before = Fingerprint.before(content, offset);
        }
        if (read > 0 && !print.isWholeHead()) {
            print = content.head();
        }
        splitter.feed(buffer, read);
        return read;
    }

    /// What was read does not stand in the file any more: begins at its start under another
    /// identity.
    ///
    /// @param told whether what waited for more lines is told by nobody else
    void startOver(boolean told) throws IOException {
        TailLog.truncated(path);
        if (told) {
            endPartial();
        }
        joiner = new TraceJoiner(this::matched);
        offset = 0;
        keyLines = 0;
        identity = identity.next(key, emitter.now().toEpochMilli());
        print = content.head();
        before = Fingerprint.before(content, 0);
        splitter = new LineSplitter(0, this::line);
        unacknowledged = new Unacknowledged();
        last = null;
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

    /// Takes the last line for complete, and lets through all that waits. What stood in the file
    /// without a newline before it was first looked at is no news.
    void endPartial() {
        if (offset > noNewsUpTo) {
            splitter.endPartial();
        }
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
        emitter.matched(
                id(at, lines.getFirst()),
                time(),
                new LogMatched(path.toString(), at, kind, lines, null),
                unacknowledged.await(at));
    }

    /// The line's checksum tells it apart from what stood at the same place before, should the file
    /// have been cut unseen.
    private EventId id(long at, String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return new EventId(
                "log-" + identity.origin() + "-" + at + "-" + Long.toHexString(crc.getValue()));
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

    Content content() {
        return content;
    }

    Identity identity() {
        return identity;
    }

    long offset() {
        return offset;
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

    /// Up to where everything that mattered is acknowledged. Called by the thread that reads. Stays
    /// where it was when what stands before it cannot be verified.
    Position position() {
        long acknowledged = unacknowledged.firstOr(undecided());
        Position now = last;
        if (now == null || now.offset() != acknowledged || !isMarked(now)) {
            now = verified(acknowledged, now);
        }
        now = at(now.offset(), now.before());
        last = now;
        return now;
    }

    private static boolean isMarked(Position position) {
        return position.markerLength() > 0 || position.offset() == 0;
    }

    private long undecided() {
        return joiner.undecidedFrom(splitter.start());
    }

    private Position verified(long at, @Nullable Position otherwise) {
        Fingerprint marker = Fingerprint.NONE;
        try {
            if (!content.isFixed()) {
                marker = Fingerprint.before(content, at);
            }
            if (isSame()) {
                return at(at, marker);
            }
        } catch (IOException e) {
            TailLog.notVerified(path, e);
        }
        return otherwise == null ? at(at, Fingerprint.NONE) : otherwise;
    }

    private Position at(long at, Fingerprint marker) {
        return new Position(
                path.toString(),
                key.device(),
                key.inode(),
                print.length(),
                print.checksum(),
                at,
                identity.incarnation(),
                identity.origin(),
                marker.length(),
                marker.checksum(),
                modified.toEpochMilli(),
                false);
    }

    /// How to go on with it later; close it then.
    ///
    /// @param size of the file
    Left left(long size) {
        Position end = verified(undecided(), null);
        return new Left(position(), end, end.offset(), end.before(), size, unacknowledged);
    }

    /// How to go on with what stood in the file, which was cut meanwhile, in a copy of it.
    Left former() {
        Position end = at(undecided(), Fingerprint.NONE);
        return new Left(last == null ? end : last, end, offset, before, offset, unacknowledged);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
