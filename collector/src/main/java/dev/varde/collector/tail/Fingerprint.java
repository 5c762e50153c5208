package dev.varde.collector.tail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.zip.CRC32C;

/// The beginning of a file, to tell whether what stands in it is still the same.
///
/// @param length how many bytes from the start it covers; grows with the file up to 256
/// @param checksum CRC32C of them
record Fingerprint(int length, long checksum) {
    static final int LONGEST = 256;

    static Fingerprint of(RandomAccessFile file, int most) throws IOException {
        byte[] bytes = new byte[(int) Math.min(Math.min(most, LONGEST), file.length())];
        file.seek(0);
        int read = 0;
        while (read < bytes.length) {
            int n = file.read(bytes, read, bytes.length - read);
            if (n < 0) {
                break;
            }
            read += n;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, read);
        return new Fingerprint(read, crc.getValue());
    }

    /// Whether the file still begins so.
    boolean matches(RandomAccessFile file) throws IOException {
        return of(file, length).equals(this);
    }

    boolean isComplete() {
        return length == LONGEST;
    }
}
