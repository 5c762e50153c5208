package dev.varde.collector.ship;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Segments as the first releases wrote them, read once and written anew: no header, and for each
/// event its length, CRC32C, weight and payload, numbered from the number in the file's name. What
/// lies behind damage cannot be found in it.
final class FirstFormat implements Frames {
    private static final int HEADER = 8;

    private final DataInputStream in;
    private final long length;
    private long number;
    private long read;

    /// @param first the number in the file's name
    FirstFormat(Path file, long first) throws IOException {
        this.length = Files.size(file);
        this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
        this.number = first;
    }

    @Override
    public Optional<Frame> next() throws IOException {
        try {
            int size = in.readInt();
            int checksum = in.readInt();
            if (size < 1 || size > Frame.LONGEST || size > length - read - HEADER) {
                return Optional.empty();
            }
            byte[] body = in.readNBytes(size);
            return frame(body, checksum);
        } catch (EOFException _) {
            return Optional.empty();
        }
    }

    private Optional<Frame> frame(byte[] body, int checksum) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        Optional<Weight> weight = Weight.ofCode(body[0]);
        if ((int) crc.getValue() != checksum || weight.isEmpty()) {
            return Optional.empty();
        }
        read += HEADER + body.length;
        byte[] payload = Arrays.copyOfRange(body, 1, body.length);
        return Optional.of(new Frame(number++, weight.get(), payload));
    }

    /// What was not read to the end is damage.
    @Override
    public long damaged() {
        return length - read;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
