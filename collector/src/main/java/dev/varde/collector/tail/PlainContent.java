package dev.varde.collector.tail;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// An open file. It stays readable when it is renamed or deleted.
final class PlainContent implements Content {
    private final RandomAccessFile file;

    private PlainContent(RandomAccessFile file) {
        this.file = file;
    }

    static PlainContent open(Path path) throws IOException {
        return new PlainContent(new RandomAccessFile(path.toFile(), "r"));
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public int read(long at, byte[] into, int length) throws IOException {
        file.seek(at);
        return Math.max(0, file.read(into, 0, length));
    }

    @Override
    public boolean isFixed() {
        return false;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
