package dev.varde.collector.ship;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Predicate;

/// One file of the spool: eight bytes that name the format, then frames one after the other. Its
/// name is the number of the first.
final class Segment {
    static final int HEADER = 8;

    /// The last byte is the version.
    private static final String FORMAT = "VARDESP2";

    private static final String SUFFIX = ".spool";
    private static final String FRESH = ".fresh";

    private final Path file;
    private final long first;
    private final Runs numbers = new Runs();
    private long length = HEADER;
    private long lastLesser = -1;
    private boolean vital;

    private Segment(Path file, long first) {
        this.file = file;
        this.first = first;
    }

    static Segment create(Path directory, long first) throws IOException {
        Path file = directory.resolve(String.format("%019d%s", first, SUFFIX));
        Files.write(file, FORMAT.getBytes(StandardCharsets.US_ASCII));
        return new Segment(file, first);
    }

    static boolean isOne(Path file) {
        return file.getFileName().toString().matches("[0-8]\\d{18}\\.spool");
    }

    /// Whether a crash left it behind while a segment was written anew.
    static boolean isLeftOver(Path file) {
        return file.getFileName().toString().matches("[0-8]\\d{18}\\.spool\\.fresh");
    }

    static long first(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    /// What opening found.
    sealed interface Opened {
        /// @param damaged bytes that were no whole frame
        record Usable(Segment segment, long damaged) implements Opened {}

        /// It is left as it is.
        record Foreign(String reason) implements Opened {}
    }

    /// Reads the file through and, where it was damaged or has the first format, writes it anew
    /// with its whole frames.
    static Opened open(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Opened.Foreign("it is no file");
        }
        byte[] head;
        try (var in = Files.newInputStream(file)) {
            head = in.readNBytes(HEADER);
        }
        String format = new String(head, StandardCharsets.ISO_8859_1);
        if (!format.equals(FORMAT) && !holdsFrames(new FrameReader(file, 0))) {
            if (format.startsWith(FORMAT.substring(0, HEADER - 1))) {
                return new Opened.Foreign("another version of Varde wrote it");
            }
            if (holdsFrames(new FirstFormat(file, 0))) {
                return first(file, new FirstFormat(file, first(file)));
            }
        }
        return present(file);
    }

    private static boolean holdsFrames(Frames frames) throws IOException {
        try (frames) {
            return frames.next().isPresent();
        }
    }

    private static Opened present(Path file) throws IOException {
        Segment segment = new Segment(file, first(file));
        try (FrameReader frames = segment.reader()) {
            for (var f = frames.next(); f.isPresent(); f = frames.next()) {
                segment.count(f.get());
            }
            segment.length = frames.end();
            long torn = Math.max(0, Files.size(file) - frames.end());
            if (frames.damaged() == 0) {
                segment.cut();
                return new Opened.Usable(segment, torn);
            }
            return new Opened.Usable(segment.rewritten(_ -> true), torn + frames.damaged());
        }
    }

    private static Opened first(Path file, FirstFormat old) throws IOException {
        try (old) {
            Segment segment = written(file, old, _ -> true);
            return new Opened.Usable(segment, old.damaged());
        }
    }

    FrameReader reader() throws IOException {
        return new FrameReader(file, HEADER);
    }

    /// The same file with the frames that are to stay; takes its place as a whole.
    Segment rewritten(Predicate<Frame> stays) throws IOException {
        try (FrameReader frames = reader()) {
            return written(file, frames, stays);
        }
    }

    private static Segment written(Path file, Frames frames, Predicate<Frame> stays)
            throws IOException {
        Segment segment = new Segment(file, first(file));
        Path fresh = file.resolveSibling(file.getFileName() + FRESH);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(fresh))) {
            out.write(FORMAT.getBytes(StandardCharsets.US_ASCII));
            for (Optional<Frame> f = frames.next(); f.isPresent(); f = frames.next()) {
                if (stays.test(f.get())) {
                    out.write(f.get().bytes());
                    segment.count(f.get());
                }
            }
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return segment;
    }

    long first() {
        return first;
    }

    Runs numbers() {
        return numbers;
    }

    long length() {
        return length;
    }

    /// Whether it holds a frame that is dropped last.
    boolean holdsVital() {
        return vital;
    }

    /// Whether it holds a frame of this number or above that is not dropped last.
    boolean holdsLesserFrom(long number) {
        return lastLesser >= number;
    }

    Path file() {
        return file;
    }

    void count(Frame frame) {
        if (frame.number() >= numbers.end()) {
            numbers.add(frame.number());
        }
        length += frame.size();
        if (frame.weight() == Weight.VITAL) {
            vital = true;
        } else {
            lastLesser = frame.number();
        }
    }

    /// Takes away what a failed write left behind the last whole frame.
    void cut() throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            if (out.length() > length) {
                out.setLength(length);
            }
        }
    }
}
