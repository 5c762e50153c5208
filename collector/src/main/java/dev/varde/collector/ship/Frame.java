package dev.varde.collector.ship;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One event in the spool.
///
/// On disk: mark (4 bytes), length of weight and payload (4 bytes), number (8 bytes), CRC32C of
/// number, weight and payload (4 bytes), weight (1 byte), payload. All big-endian. The mark begins
/// with a byte that UTF-8 never has, so that it stands in no payload: behind damage the next mark
/// with a right checksum is the next event.
///
/// @param number counts up over all runs, with holes where events were given up
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(long number, Weight weight, byte[] payload) {
    static final byte[] MARK = {(byte) 0xff, 'V', 'F', 2};
    static final int HEADER = 20;

    /// Longer frames are taken for damage. Far above what [Slimming] lets through.
    static final int LONGEST = 8 << 20;

    private static final int LENGTH_AT = 4;
    private static final int NUMBER_AT = 8;
    private static final int CHECKSUM_AT = 16;

    int size() {
        return HEADER + 1 + payload.length;
    }

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(size());
        bytes.put(MARK).putInt(1 + payload.length).putLong(number).putInt(0);
        bytes.put(weight.code()).put(payload);
        int checksum = checksum(number, bytes.array(), HEADER, 1 + payload.length);
        return bytes.putInt(CHECKSUM_AT, checksum).array();
    }

    /// The size that a header claims, or -1 when it is none.
    static int claimedSize(byte[] bytes, int at) {
        if (!Arrays.equals(bytes, at, at + MARK.length, MARK, 0, MARK.length)) {
            return -1;
        }
        int length = ByteBuffer.wrap(bytes).getInt(at + LENGTH_AT);
        return length < 1 || length > LONGEST ? -1 : HEADER + length;
    }

    /// The frame that stands there whole, or empty when its checksum is wrong.
    static Optional<Frame> of(byte[] bytes, int at, int size) {
        long number = ByteBuffer.wrap(bytes).getLong(at + NUMBER_AT);
        int checksum = ByteBuffer.wrap(bytes).getInt(at + CHECKSUM_AT);
        Optional<Weight> weight = Weight.ofCode(bytes[at + HEADER]);
        if (weight.isEmpty()
                || number < 0
                || checksum != checksum(number, bytes, at + HEADER, size - HEADER)) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOfRange(bytes, at + HEADER + 1, at + size);
        return Optional.of(new Frame(number, weight.get(), payload));
    }

    private static int checksum(long number, byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
