package dev.varde.collector.tail;

import java.io.IOException;
import java.util.zip.CRC32C;

/// Some bytes of a file, to tell whether what stands there is still the same: its beginning, or
/// what stands before an offset. The beginning alone is blind to a file that was cut and has grown
/// beyond where it was read to, when each of its contents begins alike.
///
/// @param length how many bytes it covers
/// @param checksum CRC32C of them
record Fingerprint(int length, long checksum) {
    /// The beginning grows with the file up to so many bytes.
    static final int HEAD = 256;

    /// So many bytes before an offset.
    static final int TAIL = 64;

    /// Of no bytes: true of every content.
    static final Fingerprint NONE = new Fingerprint(0, 0);

    static Fingerprint head(Content content) throws IOException {
        return start(content, content.size());
    }

    /// Of the beginning, but no more than the first `most` bytes.
    static Fingerprint start(Content content, long most) throws IOException {
        return read(content, 0, (int) Math.min(HEAD, most));
    }

    static Fingerprint before(Content content, long offset) throws IOException {
        int length = (int) Math.min(TAIL, offset);
        return read(content, offset - length, length);
    }

    static Fingerprint of(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return new Fingerprint(length, crc.getValue());
    }

    private static Fingerprint read(Content content, long from, int length) throws IOException {
        byte[] bytes = new byte[length];
        int read = 0;
        while (read < length) {
            byte[] rest = new byte[length - read];
            int n = content.read(from + read, rest, rest.length);
            if (n <= 0) {
                break;
            }
            System.arraycopy(rest, 0, bytes, read, n);
            read += n;
        }
        return of(bytes, 0, read);
    }

    /// Whether the content still begins so.
    boolean isHeadOf(Content content) throws IOException {
        return read(content, 0, length).equals(this);
    }

    /// Whether this still stands before the offset.
    boolean isBefore(Content content, long offset) throws IOException {
        return length <= offset && read(content, offset - length, length).equals(this);
    }

    boolean isWholeHead() {
        return length == HEAD;
    }
}
