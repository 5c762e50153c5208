package dev.varde.collector.tail;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// What is packed in a gzip file, which can only be read forwards. Its beginning is kept, so that
/// it can be recognised.
final class UnpackedContent implements Content {
    private static final int BUFFER = 32 << 10;

    private final InputStream unpacked;
    private final byte[] head = new byte[Fingerprint.HEAD];
    private final int headLength;
    private final byte[] window = new byte[Fingerprint.TAIL];
    private long at;
    private long size = Long.MAX_VALUE;
    private int headRead;

    private UnpackedContent(InputStream unpacked) throws IOException {
        this.unpacked = unpacked;
        this.headLength = unpacked.readNBytes(head, 0, head.length);
    }

    static UnpackedContent open(Path path) throws IOException {
        InputStream packed = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        try {
            return new UnpackedContent(new GZIPInputStream(packed, BUFFER));
        } catch (IOException e) {
            packed.close();
            throw e;
        }
    }

    /// Known only once all is read.
    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long from, byte[] into, int length) throws IOException {
        if (from != at) {
            throw new IOException("a packed file is read forwards only");
        }
        int read = forward(into, length);
        if (read == 0) {
            size = at;
        }
        return read;
    }

    private int forward(byte[] into, int length) throws IOException {
        int read;
        if (headRead < headLength) {
            read = Math.min(length, headLength - headRead);
            System.arraycopy(head, headRead, into, 0, read);
            headRead += read;
        } else {
            read = Math.max(0, next(into, length));
        }
        remember(into, read);
        at += read;
        return read;
    }

    private int next(byte[] into, int length) throws IOException {
        try {
            return unpacked.read(into, 0, length);
        } catch (EOFException e) {
            throw new IOException("ends before it is complete", e);
        }
    }

    private void remember(byte[] bytes, int length) {
        int kept = Math.min(length, window.length);
        System.arraycopy(window, kept, window, 0, window.length - kept);
        System.arraycopy(bytes, length - kept, window, window.length - kept, kept);
    }

    /// Where reading forwards has come to.
    long at() {
        return at;
    }

    @Override
    public Fingerprint head() {
        return headOf(headLength);
    }

    Fingerprint headOf(int length) {
        return Fingerprint.of(head, 0, Math.min(length, headLength));
    }

    /// Known only where reading has come to.
    @Override
    public Fingerprint before(long offset) {
        return offset == at ? lastRead((int) Math.min(Fingerprint.TAIL, at)) : Fingerprint.NONE;
    }

    /// The last bytes read.
    Fingerprint lastRead(int length) {
        return Fingerprint.of(window, window.length - length, length);
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
