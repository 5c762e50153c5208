package dev.varde.collector.ship;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
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

    /// Frames that were found damaged when the spool was opened.
    ///
    /// @param segments files that were cut
    /// @param bytes what was cut off them
    record Damage(int segments, long bytes) {}

    /// Numbers that are gone, from inclusive to exclusive.
    record Range(long from, long to) {}

    private final Path directory;
    private final long segmentSize;
    private final List<Segment> segments = new ArrayList<>();
    private final Damage damage;
    private long next;
    private @Nullable FileOutputStream out;
    private @Nullable RandomAccessFile in;
    private long inNumber = -1;
    private @Nullable Segment inSegment;

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
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(Segment::isOne).sorted().toList();
        }
        int cut = 0;
        long bytes = 0;
        for (Path file : files) {
            Segment.Opened opened = Segment.open(file);
            segments.add(opened.segment());
            next = Math.max(next, opened.segment().end());
            cut += opened.torn() > 0 ? 1 : 0;
            bytes += opened.torn();
        }
        return new Damage(cut, bytes);
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
        return segments.stream()
                .mapToLong(s -> Math.max(0, s.end() - Math.max(s.first(), number)))
                .sum();
    }

    long bytes() {
        return segments.stream().mapToLong(Segment::length).sum();
    }

    /// Appends a frame whose number is not below [#next()].
    void append(Frame frame) throws IOException {
        Segment last = segments.isEmpty() ? null : segments.getLast();
        if (last == null
                || out == null
                || last.end() != frame.number()
                || last.length() >= segmentSize) {
            last = roll(frame.number());
        }
        try {
            out().write(frame.bytes());
        } catch (IOException e) {
            close();
            last.cut();
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
        if (out != null) {
            out.close();
            out = null;
        }
        Segment segment = Segment.create(directory, number);
        segments.removeIf(s -> s.first() == number);
        segments.add(segment);
        out = new FileOutputStream(segment.file().toFile(), true);
        return segment;
    }

    /// The first frame whose number is `from` or higher.
    Optional<Frame> read(long from) throws IOException {
        for (Segment segment : segments) {
            if (segment.end() > from && segment.end() > segment.first()) {
                return Optional.of(readIn(segment, Math.max(from, segment.first())));
            }
        }
        return Optional.empty();
    }

    private Frame readIn(Segment segment, long number) throws IOException {
        if (in == null || inSegment != segment || inNumber > number) {
            stopReading();
            in = new RandomAccessFile(segment.file().toFile(), "r");
            inSegment = segment;
            inNumber = segment.first();
        }
        while (true) {
            Optional<Frame> frame = Segment.read(in, inNumber);
            if (frame.isEmpty()) {
                stopReading();
                throw new IOException("frame " + number + " in " + segment.file() + " is damaged");
            }
            inNumber++;
            if (frame.get().number() == number) {
                return frame.get();
            }
        }
    }

    private void stopReading() throws IOException {
        if (in != null) {
            in.close();
            in = null;
            inSegment = null;
        }
    }

    /// Deletes the files that hold nothing at or above the number.
    void release(long acknowledged) throws IOException {
        for (Iterator<Segment> all = segments.iterator(); all.hasNext(); ) {
            Segment segment = all.next();
            boolean active = out != null && segment == segments.getLast();
            boolean keep = active && segment.length() < Math.min(segmentSize, SMALLEST_ROLL);
            if (segment.end() <= acknowledged && !keep) {
                all.remove();
                delete(segment, active);
            }
        }
    }

    /// Deletes the oldest file that begins at this number or above and holds no frame that is
    /// dropped last; empty when there is none but the one being written.
    Optional<Range> dropOldest(long from) throws IOException {
        for (Segment segment : segments) {
            if (segment.first() >= from && segment != segments.getLast() && !segment.holdsVital()) {
                return Optional.of(drop(segment));
            }
        }
        return Optional.empty();
    }

    /// Gives up the file that holds this number, because it cannot be read.
    Optional<Range> dropUnreadable(long number) throws IOException {
        for (Segment segment : segments) {
            if (segment.end() > number) {
                return Optional.of(drop(segment));
            }
        }
        return Optional.empty();
    }

    private Range drop(Segment segment) throws IOException {
        boolean active = out != null && segment == segments.getLast();
        segments.remove(segment);
        delete(segment, active);
        return new Range(segment.first(), segment.end());
    }

    private void delete(Segment segment, boolean active) throws IOException {
        if (active && out != null) {
            out.close();
            out = null;
        }
        if (inSegment == segment) {
            stopReading();
        }
        Files.deleteIfExists(segment.file());
    }

    @Override
    public void close() throws IOException {
        stopReading();
        if (out != null) {
            out.close();
            out = null;
        }
    }
}
