package dev.varde.processor.topology;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// What leaves the processor, by the sink it goes to.
sealed interface Out {
    byte @Nullable [] key();

    byte @Nullable [] value();

    Headers headers();

    record Told(byte[] key, byte[] value, Headers headers) implements Out {}

    record Dead(byte @Nullable [] key, byte @Nullable [] value, Headers headers) implements Out {}

    /// An operator's word on its way to its host's partition.
    record Word(byte[] key, byte[] value, Headers headers) implements Out {}
}
