package dev.varde.collector.ship;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A short text in a file that is overwritten in place, in two slots by turns: a write that was
/// torn leaves the text before it, and a disk that has become full takes it all the same. Not
/// thread-safe.
///
/// Each slot: serial (8 bytes), length (4 bytes), CRC32C of serial and text (4 bytes), text in
/// UTF-8.
final class Cell implements AutoCloseable {
    /// Bytes of a slot, a page each.
    private static final int SLOT = 4_096;

    private static final int HEADER = 16;

    /// The longest text, in bytes.
    static final int LONGEST = SLOT - HEADER;

    private final Path file;
    private @Nullable RandomAccessFile opened;
    private long serial;

    Cell(Path file) {
        this.file = file;
    }

    /// The text that was saved last and whole; empty when there is none.
    Optional<String> load() {
        byte[] bytes = new byte[2 * SLOT];
        try {
            RandomAccessFile in = opened();
            in.seek(0);
            in.readFully(bytes);
        } catch (IOException _) {
            return Optional.empty();
        }
        Optional<String> newest = Optional.empty();
        for (int slot = 0; slot < 2; slot++) {
            ByteBuffer at = ByteBuffer.wrap(bytes, slot * SLOT, SLOT);
            long number = at.getLong();
            int length = at.getInt();
            int checksum = at.getInt();
            if (number > serial && length >= 0 && length <= LONGEST) {
                byte[] text = Arrays.copyOfRange(bytes, at.position(), at.position() + length);
                if (checksum(number, text) == checksum) {
                    serial = number;
                    newest = Optional.of(new String(text, StandardCharsets.UTF_8));
                }
            }
        }
        return newest;
    }

    /// @param text of at most [#LONGEST] bytes
    void save(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long number = serial + 1;
        ByteBuffer slot = ByteBuffer.allocate(HEADER + bytes.length);
        slot.putLong(number).putInt(bytes.length).putInt(checksum(number, bytes)).put(bytes);
        RandomAccessFile out = opened();
        out.seek(number % 2 * SLOT);
        out.write(slot.array());
        serial = number;
    }

    /// Opens the file; a new one is filled, so that its room is taken at once.
    private RandomAccessFile opened() throws IOException {
        RandomAccessFile open = opened;
        if (open == null) {
            open = new RandomAccessFile(file.toFile(), "rw");
            opened = open;
        }
        long length = open.length();
        if (length < 2 * SLOT) {
            open.seek(length);
            open.write(new byte[(int) (2 * SLOT - length)]);
        }
        return open;
    }

    private static int checksum(long serial, byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, serial));
        crc.update(text);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        if (opened != null) {
            opened.close();
            opened = null;
        }
    }
}
