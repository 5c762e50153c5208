package dev.varde.collector.ship;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// One file of the spool: frames one after the other, numbered from the number in its name.
final class Segment {
    private static final String SUFFIX = ".spool";

    private final Path file;
    private final long first;
    private long frames;
    private long length;
    private boolean vital;

    private Segment(Path file, long first) {
        this.file = file;
        this.first = first;
    }

    static Segment create(Path directory, long first) throws IOException {
        Segment segment = new Segment(directory.resolve(name(first)), first);
        Files.write(segment.file, new byte[0]);
        return segment;
    }

    static boolean isOne(Path file) {
        return file.getFileName().toString().matches("\\d{19}\\.spool");
    }

    /// What opening found: the segment, and how many bytes at its end were no whole frame.
    record Opened(Segment segment, long torn) {}

    /// Reads the file through and cuts it behind its last whole frame.
    static Opened open(Path file) throws IOException {
        String name = file.getFileName().toString();
        long first = Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        Segment segment = new Segment(file, first);
        long found = Files.size(file);
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (Optional<Frame> frame = segment.readAt(in);
                    frame.isPresent();
                    frame = segment.readAt(in)) {
                segment.count(frame.get());
            }
        }
        if (found > segment.length) {
            segment.cut();
        }
        return new Opened(segment, found - segment.length);
    }

    long first() {
        return first;
    }

    /// The number behind the last frame.
    long end() {
        return first + frames;
    }

    long length() {
        return length;
    }

    /// Whether it holds a frame that is dropped last.
    boolean holdsVital() {
        return vital;
    }

    Path file() {
        return file;
    }

    void count(Frame frame) {
        frames++;
        length += frame.size();
        vital |= frame.weight() == Weight.VITAL;
    }

    /// Takes away what a failed write left behind the last whole frame.
    void cut() throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(length);
        }
    }

    /// The whole frame at the reader's place, which moves behind it; empty at the end and at
    /// damage.
    private Optional<Frame> readAt(RandomAccessFile in) throws IOException {
        return read(in, end());
    }

    static Optional<Frame> read(RandomAccessFile in, long number) throws IOException {
        long left = in.length() - in.getFilePointer();
        if (left <= Frame.HEADER) {
            return Optional.empty();
        }
        byte[] header = new byte[Frame.HEADER];
        in.readFully(header);
        int size = ByteBuffer.wrap(header).getInt();
        int checksum = ByteBuffer.wrap(header).getInt(4);
        if (size < 1 || size > Frame.LONGEST || size > left - Frame.HEADER) {
            return Optional.empty();
        }
        byte[] body = new byte[size];
        in.readFully(body);
        return Frame.isWhole(body, checksum)
                ? Optional.of(Frame.of(number, body))
                : Optional.empty();
    }

    private static String name(long first) {
        return String.format("%019d%s", first, SUFFIX);
    }
}
