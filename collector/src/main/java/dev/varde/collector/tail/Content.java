package dev.varde.collector.tail;

import java.io.IOException;
import java.nio.file.Path;

/// The bytes of a log, which can be read at an offset.
interface Content extends AutoCloseable {
    /// How many bytes there are now.
    long size() throws IOException;

    /// @return how many bytes were read, at most `length`; 0 at the end
    int read(long at, byte[] into, int length) throws IOException;

    /// How it begins.
    default Fingerprint head() throws IOException {
        return Fingerprint.head(this);
    }

    /// What stands before an offset.
    default Fingerprint before(long at) throws IOException {
        return Fingerprint.before(this, at);
    }

    /// Whether nobody writes to it any more, so that it neither grows nor is cut.
    boolean isFixed();

    @Override
    void close() throws IOException;

    /// Opens what a path leads to.
    @FunctionalInterface
    interface Opener {
        Content open(Path path) throws IOException;
    }
}
