package dev.varde.processor.topology;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// A record that leaves a processor, with the sink it goes to.
final class Out {
    enum Sink {
        INCIDENTS,
        DEAD_LETTERS,
        /// An operator's word on its way to its host's partition, or to all.
        WORDS,
        /// What an instance pins to a board, on its way there.
        POSTS,
        /// What a board says, on its way to a host.
        NOTICES
    }

    private final Sink sink;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;

    Out(Sink sink, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.sink = sink;
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    boolean to(Sink other) {
        return sink == other;
    }

    byte @Nullable [] key() {
        return key;
    }

    byte @Nullable [] value() {
        return value;
    }

    Headers headers() {
        return headers;
    }
}
