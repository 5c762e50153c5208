package dev.varde.collector.ship;

import java.io.IOException;
import java.util.Optional;

/// The frames of one file, from front to back.
interface Frames extends AutoCloseable {
    /// The next whole frame; empty when there is none behind this place.
    Optional<Frame> next() throws IOException;

    /// Bytes passed over so far because they were no whole frame.
    long damaged();

    @Override
    void close() throws IOException;
}
