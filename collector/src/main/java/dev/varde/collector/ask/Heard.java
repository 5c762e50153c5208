package dev.varde.collector.ask;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The first bytes that were heard, at most so many; what comes after them is let go.
final class Heard {
    private final int most;
    private byte[] bytes = new byte[256];
    private int length;

    Heard(int most) {
        this.most = most;
    }

    void add(ByteBuffer more) {
        int taken = Math.min(more.remaining(), most - length);
        if (length + taken > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(length + taken, length * 2)));
        }
        more.get(bytes, length, taken);
        length += taken;
        more.position(more.limit());
    }

    void add(byte one) {
        if (length == bytes.length && length < most) {
            bytes = Arrays.copyOf(bytes, Math.min(most, length * 2));
        }
        if (length < most) {
            bytes[length++] = one;
        }
    }

    int length() {
        return length;
    }

    boolean full() {
        return length >= most;
    }

    byte at(int index) {
        return bytes[index];
    }

    /// What was heard so far, with the byte order of most databases' protocols.
    ByteBuffer littleEndian() {
        return ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    ByteBuffer bigEndian() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    void forget(int first) {
        System.arraycopy(bytes, first, bytes, 0, length - first);
        length -= first;
    }

    String text(int from, int to) {
        return new String(bytes, from, to - from, java.nio.charset.StandardCharsets.UTF_8);
    }
}
