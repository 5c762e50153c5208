package dev.varde.collector.ship;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// One event in the spool.
///
/// On disk: length (4 bytes, of weight and payload), CRC32C of weight and payload (4 bytes), weight
/// (1 byte), payload. All big-endian.
///
/// @param number counts up over all runs, with holes where events were given up
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(long number, Weight weight, byte[] payload) {
    static final int HEADER = 8;

    /// Longer frames are taken for damage. Far above what [Slimming] lets through.
    static final int LONGEST = 8 << 20;

    int size() {
        return HEADER + 1 + payload.length;
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(size());
        bytes.putInt(1 + payload.length).putInt(0).put(weight.code()).put(payload);
        return bytes.putInt(4, checksum(bytes.array(), HEADER, 1 + payload.length)).array();
    }

    /// Reads the body behind a header.
    static Frame of(long number, byte[] body) {
        byte[] payload = new byte[body.length - 1];
        System.arraycopy(body, 1, payload, 0, payload.length);
        return new Frame(number, Weight.ofCode(body[0]).orElseThrow(), payload);
    }

    static boolean isWhole(byte[] body, int checksum) {
        return checksum(body, 0, body.length) == checksum && Weight.ofCode(body[0]).isPresent();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
