package dev.varde.collector.ship;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/// Reads a segment and finds the next whole frame behind damage, wherever it lies. The file may
/// grow meanwhile; frames that were appended are found by the next call.
final class FrameReader implements Frames {
    private static final int CHUNK = 64 << 10;

    /// No channel: the interruption of a thread would close it.
    private final RandomAccessFile in;

    private byte[] chunk = new byte[CHUNK];
    private int filled;

    /// Where in the file the chunk begins.
    private long chunkAt;

    private long at;
    private long damaged;

    /// @param at where the first frame begins
    FrameReader(Path file, long at) throws IOException {
        this.in = new RandomAccessFile(file.toFile(), "r");
        this.at = at;
    }

    @Override
    public Optional<Frame> next() throws IOException {
        for (long from = at; from >= 0; from = nextMark(from + 1)) {
            Optional<Frame> frame = frameAt(from);
            if (frame.isPresent()) {
                damaged += from - at;
                at = from + frame.get().size();
                return frame;
            }
        }
        return Optional.empty();
    }

    /// Where the last whole frame ended that was read.
    long end() {
        return at;
    }

    @Override
    public long damaged() {
        return damaged;
    }

    private Optional<Frame> frameAt(long from) throws IOException {
        if (!holds(from, Frame.HEADER)) {
            return Optional.empty();
        }
        int size = Frame.claimedSize(chunk, (int) (from - chunkAt));
        return size < 0 || !holds(from, size)
                ? Optional.empty()
                : Frame.of(chunk, (int) (from - chunkAt), size);
    }

    /// The place of the next mark, or -1.
    private long nextMark(long from) throws IOException {
        long place = from;
        while (holds(place, Frame.HEADER)) {
            int end = filled - Frame.MARK.length;
            for (int i = (int) (place - chunkAt); i <= end; i++) {
                if (chunk[i] == Frame.MARK[0] && chunk[i + 1] == Frame.MARK[1]) {
                    return chunkAt + i;
                }
            }
            place = chunkAt + end + 1;
        }
        return -1;
    }

    /// Makes the chunk hold so many bytes from there; false when the file does not.
    private boolean holds(long from, int bytes) throws IOException {
        if (from >= chunkAt && from + bytes <= chunkAt + filled) {
            return true;
        }
        if (from + bytes > in.length()) {
            return false;
        }
        chunk = chunk.length < bytes ? new byte[bytes] : chunk;
        chunkAt = from;
        in.seek(from);
        fill();
        return filled >= bytes;
    }

    private void fill() throws IOException {
        filled = 0;
        while (filled < chunk.length) {
            int read = in.read(chunk, filled, chunk.length - filled);
            if (read < 0) {
                return;
            }
            filled += read;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
