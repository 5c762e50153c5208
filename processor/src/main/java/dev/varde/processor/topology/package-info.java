/// The stream: topics, stores, sinks. The only package that knows Kafka Streams.
@NullMarked
package dev.varde.processor.topology;

import org.jspecify.annotations.NullMarked;
