package dev.varde.collector.tail;

import dev.varde.events.EventId;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Follows one open file, also when it is renamed or deleted. Not thread-safe.
final class Follower implements AutoCloseable {
    private final FileKey key;
    private final Content content;
    private final Emitter emitter;
    private final RateBound rate = new RateBound();
    private Path path;
    private Instant modified = Instant.EPOCH;
    private Fingerprint print;
    private Fingerprint before;
    private Identity identity;
    private Unacknowledged unacknowledged;
    private long offset;
    private final long noNewsUpTo;
    private LogScanner scanner;
    private @Nullable Position last;

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
        this.scanner = new LogScanner(offset, out());
        this.before = content.before(offset);
        begin();
        TailLog.followed(path, offset);
    }

    private void begin() throws IOException {
        if (content.isFixed()) {
            return;
        }
        byte[] head = new byte[2];
        WideSplitter.told(head, content.read(0, head, head.length)).ifPresent(scanner::in);
        scanner.behind(LastLines.contextOf(content, offset));
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

    /// Whether it was not empty.
    boolean isHeadKnown() {
        return print.length() > 0;
    }

    /// Whether there is something in what was an empty file. Asked before it is read.
    boolean learnsHead() throws IOException {
        if (isHeadKnown()) {
            return false;
        }
        print = content.head();
        return isHeadKnown();
    }

    /// Reads one buffer full.
    ///
    /// @return how many bytes it read; 0 at the end
    int read(byte[] buffer) throws IOException {
        int read = content.read(offset, buffer, buffer.length);
        offset += read;
        if (read >= Fingerprint.TAIL) {
            before = Fingerprint.of(buffer, read - Fingerprint.TAIL, Fingerprint.TAIL);
        } else if (read > 0) {
            before = content.before(offset);
        }
        if (read > 0 && !print.isWholeHead()) {
            print = content.head();
        }
        scanner.feed(buffer, read);
        return read;
    }

    /// What was read does not stand in the file any more: begins at its start under another
    /// identity.
    ///
    /// @param goesOn whether what waits for more lines may find them here
    /// @return tells what waits, should nobody else
    Runnable startOver(boolean goesOn) throws IOException {
        TailLog.truncated(path);
        LogScanner cut = scanner;
        boolean news = offset > noNewsUpTo;
        if (goesOn && news) {
            cut.endPartial();
        }
        offset = 0;
        identity = identity.next(key, emitter.now().toEpochMilli());
        print = content.head();
        before = Fingerprint.NONE;
        unacknowledged = new Unacknowledged();
        scanner = new LogScanner(0, out());
        if (goesOn) {
            scanner.after(cut, false);
        }
        last = null;
        return news ? cut::end : cut::flush;
    }

    /// The file took the place of one that was rotated away.
    void takesPlaceOf(Follower rotated) {
        scanner.after(rotated.scanner, true);
    }

    /// Lets through what has waited long enough for more lines.
    ///
    /// @return whether nothing waits any more
    boolean settle(Duration idle) {
        boolean settled = scanner.settle(idle);
        tellRefused();
        return settled;
    }

    /// Lets through what waits for more lines.
    void flush() {
        scanner.flush();
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
            scanner.end();
        } else {
            scanner.flush();
        }
        tellRefused();
    }

    /// What is read before a truncation keeps its ids, whenever it is let through.
    private TraceJoiner.Out out() {
        Identity read = identity;
        Unacknowledged waiting = unacknowledged;
        return (kind, first, lines) -> matched(kind, first, lines, read, waiting);
    }

    private void matched(
            LogKind kind, Line first, List<String> lines, Identity read, Unacknowledged waiting) {
        if (!rate.passes(kind, emitter.now())) {
            return;
        }
        long at = first.offset();
        Instant written = first.time();
        emitter.matched(
                id(read, at, lines.getFirst()),
                written == null ? time() : written,
                new LogMatched(path.toString(), at, kind, lines, null),
                waiting.await(at));
    }

    /// The line's checksum tells it apart from what stood at the same place before, should the file
    /// have been cut unseen.
    private static EventId id(Identity read, long at, String line) {
        CRC32C crc = new CRC32C();
        crc.update(line.getBytes(StandardCharsets.UTF_8));
        return new EventId(
                "log-" + read.origin() + "-" + at + "-" + Long.toHexString(crc.getValue()));
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

    /// Oldest first, at most 50; none of a packed file, which cannot be read again.
    List<String> lastLines() {
        try {
            return content.isFixed() ? List.of() : LastLines.before(content, offset).lines();
        } catch (IOException e) {
            TailLog.lastLinesNotRead(path, e);
            return List.of();
        }
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
        now = at(now.offset(), now.before(), now.checkedAt());
        last = now;
        return now;
    }

    private static boolean isMarked(Position position) {
        return position.markerLength() > 0 || position.offset() == 0;
    }

    private long undecided() {
        return scanner.decided();
    }

    private Position verified(long at, @Nullable Position otherwise) {
        try {
            Fingerprint marker = content.before(at);
            if (!content.isFixed() && isSame()) {
                return at(at, marker, at);
            }
        } catch (IOException e) {
            TailLog.notVerified(path, e);
        }
        return otherwise == null || content.isFixed() ? at(at, before, offset) : otherwise;
    }

    private Position at(long at, Fingerprint marker, long markedAt) {
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
                false,
                markedAt == at ? null : markedAt);
    }

    /// How to go on with it later; close it then.
    ///
    /// @param size of the file
    Left left(long size) {
        Position end = verified(undecided(), null);
        return new Left(position(), end, end.checkedAt(), end.before(), size, unacknowledged);
    }

    /// How to go on with what stood in the file, which was cut meanwhile, in a copy of it.
    Left former() {
        Position end = at(undecided(), before, offset);
        return new Left(last == null ? end : last, end, offset, before, offset, unacknowledged);
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
