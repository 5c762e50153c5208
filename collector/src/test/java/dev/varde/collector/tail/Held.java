package dev.varde.collector.tail;

import java.io.ByteArrayOutputStream;

/// A log that is held in memory, as far as it has been written.
final class Held implements Content {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    void write(byte[] bytes) {
        written.writeBytes(bytes);
    }

    @Override
    public long size() {
        return written.size();
    }

    @Override
    public int read(long at, byte[] into, int length) {
        int read = (int) Math.max(0, Math.min(length, size() - at));
        System.arraycopy(written.toByteArray(), (int) at, into, 0, read);
        return read;
    }

    @Override
    public boolean isFixed() {
        return false;
    }

    @Override
    public void close() {}
}
