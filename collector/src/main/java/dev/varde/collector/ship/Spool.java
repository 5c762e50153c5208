package dev.varde.collector.ship;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The events on disk that the broker has not acknowledged, in segment files. Not thread-safe; the
/// [Backlog] guards it.
///
/// No write is forced to the disk: what was appended survives the end of the process in the
/// kernel's page cache, and only a power cut or kernel crash can take the last seconds. Waiting for
/// the disk on every death would cost more than it saves, for the host is then gone too.
final class Spool implements AutoCloseable {
    private static final int MOST_SEGMENTS = 16;
    private static final long SMALLEST_ROLL = 1 << 20;

    /// Numbers kept free behind a file whose numbers are not known.
    private static final long UNKNOWN = 1L << 32;

    /// What was wrong with the files when the spool was opened.
    ///
    /// @param segments files that were mended
    /// @param bytes what was given up in them
    /// @param leftAlone files that cannot be used, and why
    record Damage(int segments, long bytes, List<String> leftAlone) {
        Damage {
            leftAlone = List.copyOf(leftAlone);
        }
    }

    /// What stands at a number.
    sealed interface Found {
        record Whole(Frame frame) implements Found {}

        /// @param lost the numbers that are gone
        record Damaged(Runs lost) implements Found {}
    }

    private final Path directory;
    private final long segmentSize;
    private final List<Segment> segments = new ArrayList<>();
    private final Damage damage;
    private long next;
    private @Nullable FileOutputStream out;
    private @Nullable FrameReader in;
    private @Nullable Segment inSegment;
    private @Nullable Frame ahead;

    private Spool(Path directory, long bound, long acknowledged) throws IOException {
        this.directory = directory;
        this.segmentSize = Math.max(1, bound / MOST_SEGMENTS);
        this.next = acknowledged;
        this.damage = recover();
        release(acknowledged);
    }

    /// @param bound bytes that the spool should hold at most; decides the size of its files
    /// @param acknowledged the number below which all is acknowledged
    static Spool open(Path directory, long bound, long acknowledged) throws IOException {
        Files.createDirectories(directory);
        return new Spool(directory, bound, acknowledged);
    }

    private Damage recover() throws IOException {
        int mended = 0;
        long bytes = 0;
        List<String> leftAlone = new ArrayList<>();
        for (Path file : files()) {
            switch (opened(file)) {
                case Segment.Opened.Usable(Segment segment, long damaged) -> {
                    segments.add(segment);
                    next = Math.max(next, segment.numbers().end());
                    mended += damaged > 0 ? 1 : 0;
                    bytes += damaged;
                }
                case Segment.Opened.Foreign(String reason) -> {
                    next = Math.max(next, Segment.first(file) + UNKNOWN);
                    leftAlone.add(file.getFileName() + ": " + reason);
                }
            }
        }
        return new Damage(mended, bytes, leftAlone);
    }

    private List<Path> files() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.toList();
        }
        for (Path file : files) {
            if (Segment.isLeftOver(file)) {
                Files.deleteIfExists(file);
            }
        }
        return files.stream().filter(Segment::isOne).sorted().toList();
    }

    private static Segment.Opened opened(Path file) {
        try {
            return Segment.open(file);
        } catch (IOException e) {
            return new Segment.Opened.Foreign("it cannot be read: " + e);
        }
    }

    Damage damage() {
        return damage;
    }

    /// The number of the next frame that has none yet.
    long next() {
        return next;
    }

    /// How many frames have this number or a higher one.
    long framesFrom(long number) {
        return segments.stream().mapToLong(s -> s.numbers().countFrom(number)).sum();
    }

    long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.length();
        }
        return bytes;
    }

    /// Appends a frame whose number is not below [#next()].
    void append(Frame frame) throws IOException {
        Segment last = segments.isEmpty() ? null : segments.getLast();
        if (last == null || out == null || last.length() >= segmentSize) {
            last = roll(frame.number());
        }
        try {
            out().write(frame.bytes());
        } catch (IOException e) {
            endWriting(last);
            throw e;
        }
        last.count(frame);
        next = frame.number() + 1;
    }

    private FileOutputStream out() throws IOException {
        if (out == null) {
            throw new IOException("the spool is closed");
        }
        return out;
    }

    private Segment roll(long number) throws IOException {
        stopWriting();
        Files.createDirectories(directory);
        Segment segment = Segment.create(directory, number);
        out = new FileOutputStream(segment.file().toFile(), true);
        segments.removeIf(s -> s.first() == number);
        segments.add(segment);
        return segment;
    }

    /// After a write that failed: keeps what was whole before it.
    private void endWriting(Segment last) throws IOException {
        stopWriting();
        if (last.numbers().isEmpty()) {
            segments.remove(last);
            Files.deleteIfExists(last.file());
        } else {
            last.cut();
        }
    }

    /// The lowest number from this one on that has a frame.
    OptionalLong firstFrom(long number) {
        for (Segment segment : segments) {
            OptionalLong first = segment.numbers().firstFrom(number);
            if (first.isPresent()) {
                return first;
            }
        }
        return OptionalLong.empty();
    }

    /// Reads the frame with this number, which [#firstFrom] named. When it is damaged, it is gone
    /// with all up to the next whole one, but none at the limit or above.
    Found read(long number, long limit) throws IOException {
        Segment segment = holding(number);
        FrameReader reader = readerOf(segment, number);
        Frame frame = ahead;
        while (frame == null || frame.number() < number) {
            frame = reader.next().orElse(null);
            if (frame == null) {
                stopReading();
                return new Found.Damaged(segment.numbers().cut(number, limit));
            }
        }
        ahead = frame;
        return frame.number() == number
                ? new Found.Whole(frame)
                : new Found.Damaged(segment.numbers().cut(number, Math.min(limit, frame.number())));
    }

    private Segment holding(long number) throws IOException {
        for (Segment segment : segments) {
            if (segment.numbers().end() > number) {
                return segment;
            }
        }
        throw new IOException("the spool has no number " + number);
    }

    private FrameReader readerOf(Segment segment, long number) throws IOException {
        if (in == null || inSegment != segment || (ahead != null && ahead.number() > number)) {
            stopReading();
            in = segment.reader();
            inSegment = segment;
        }
        return in;
    }

    private void stopReading() throws IOException {
        FrameReader old = in;
        in = null;
        inSegment = null;
        ahead = null;
        if (old != null) {
            old.close();
        }
    }

    /// Deletes the files that hold nothing at or above the number.
    void release(long acknowledged) throws IOException {
        for (Iterator<Segment> all = segments.iterator(); all.hasNext(); ) {
            Segment segment = all.next();
            boolean active = out != null && segment == segments.getLast();
            boolean keep = active && segment.length() < Math.min(segmentSize, SMALLEST_ROLL);
            if (segment.numbers().end() <= acknowledged && !keep) {
                all.remove();
                delete(segment, active);
            }
        }
    }

    /// Gives up the frames of the oldest file that may be dropped: those from this number on that
    /// are not dropped last. Empty when there are none but in the file being written.
    Optional<Runs> dropOldest(long from) throws IOException {
        for (int i = 0; i < segments.size() - 1; i++) {
            Segment segment = segments.get(i);
            if (segment.holdsLesserFrom(from)) {
                return Optional.of(thin(i, segment, from));
            }
        }
        return Optional.empty();
    }

    private Runs thin(int place, Segment segment, long from) throws IOException {
        if (segment.first() >= from && !segment.holdsVital()) {
            segments.remove(place); // without a new file, for which the disk may have no room
            delete(segment, false);
            return segment.numbers();
        }
        if (inSegment == segment) {
            stopReading();
        }
        Runs gone = new Runs();
        Segment thinned =
                segment.rewritten(frame -> {
                    boolean stays = frame.number() < from || frame.weight() == Weight.VITAL;
                    if (!stays) {
                        gone.add(frame.number());
                    }
                    return stays;
                });
        segments.set(place, thinned);
        if (thinned.numbers().isEmpty()) {
            segments.remove(place);
            Files.deleteIfExists(thinned.file());
        }
        return gone;
    }

    /// Gives up the file that holds this number or, when there is none, the next above; because it
    /// cannot be read.
    Runs dropUnreadable(long number) {
        for (Segment segment : segments) {
            if (segment.numbers().end() > number) {
                boolean active = out != null && segment == segments.getLast();
                segments.remove(segment);
                try {
                    delete(segment, active);
                } catch (IOException e) {
                    ShipLog.notRead(String.valueOf(e.getMessage()));
                }
                return segment.numbers();
            }
        }
        return new Runs();
    }

    private void delete(Segment segment, boolean active) throws IOException {
        if (active) {
            stopWriting();
        }
        if (inSegment == segment) {
            stopReading();
        }
        Files.deleteIfExists(segment.file());
    }

    private void stopWriting() throws IOException {
        FileOutputStream old = out;
        out = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() throws IOException {
        stopReading();
        stopWriting();
    }
}
