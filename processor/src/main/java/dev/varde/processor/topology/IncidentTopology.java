package dev.varde.processor.topology;

import dev.varde.events.config.Configuration;
import dev.varde.events.wire.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/// The stream, a line a stage.
///
/// ```
/// varde.events ─────────────────────────────┐
///                                           ├▶ incidents-of-host ─▶ varde.incidents
/// varde.operator ▶ host-of-word ▶ by host ──┤        │
///           ┌───────────────────────────────┘        ├▶ varde.dead-letters
///   varde.processor-notices                          │
///           └───────── boards ◀── by what is shared ─┘
/// ```
///
/// The first stage has everything of one host, and alone writes incidents. The second has
/// everything of one shared thing, a service or an address, and tells the first what goes on
/// elsewhere. A topic leads back, since a stream may not run in a ring by itself.
///
/// Keys and values are bytes and are decoded inside the processors, so that a record that cannot be
/// read never stops the stream. Stores are in memory: what is known of a few thousand instances is
/// some tens of megabytes, it is read at every event, and its changelog in Kafka is what keeps it.
public final class IncidentTopology {
    /// State of one instance may be larger than a topic's usual limit of 1 MiB.
    static final int LARGEST_STATE = 8 << 20;

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private static final List<String> OF_HOST =
            List.of(
                    Names.RUNS,
                    Names.HOSTS,
                    Names.INSTANCES,
                    Names.INCIDENTS,
                    Names.PLANS,
                    Names.SIGHTINGS,
                    Names.POSTS,
                    Names.NOTICES);

    private IncidentTopology() {}

    public static Topology of(Configuration configuration) {
        StreamsBuilder builder = new StreamsBuilder();
        OF_HOST.forEach(name -> builder.addStateStore(store(name)));
        builder.addStateStore(store(Names.BOARDS));
        KStream<byte[], Out> words =
                builder.stream(Topics.OPERATOR, consumed("operator"))
                        .process(HostOfWord::new, Named.as("host-of-word"));
        KStream<byte[], byte[]> byHost =
                bytes(words.filter((_, o) -> o.to(Out.Sink.WORDS), Named.as("words")), "word-bytes")
                        .repartition(
                                Repartitioned.with(BYTES, BYTES)
                                        .withName(Names.WORDS_BY_HOST)
                                        .withStreamPartitioner(new Everywhere()));
        KStream<byte[], Out> ofHost =
                builder.stream(Topics.EVENTS, consumed("events"))
                        .merge(byHost, Named.as("events-and-words"))
                        .merge(
                                builder.stream(Topics.NOTICES, consumed("notices-in")),
                                Named.as("and-notices"))
                        .process(
                                () -> new HostProcessor(configuration),
                                Named.as("incidents-of-host"),
                                OF_HOST.toArray(String[]::new));
        to(Topics.INCIDENTS, ofHost, Out.Sink.INCIDENTS, "incidents");
        KStream<byte[], Out> ofBoard =
                bytes(
                                ofHost.filter(
                                        (_, o) -> o.to(Out.Sink.POSTS), Named.as("posts-out")),
                                "post-bytes")
                        .repartition(
                                Repartitioned.with(BYTES, BYTES).withName(Names.POSTS_BY_SHARED))
                        .process(BoardProcessor::new, Named.as("boards-of-shared"), Names.BOARDS);
        to(Topics.NOTICES, ofBoard, Out.Sink.NOTICES, "notices");
        to(Topics.DEAD_LETTERS, words, Out.Sink.DEAD_LETTERS, "dead-words");
        to(Topics.DEAD_LETTERS, ofHost, Out.Sink.DEAD_LETTERS, "dead-events");
        to(Topics.DEAD_LETTERS, ofBoard, Out.Sink.DEAD_LETTERS, "dead-posts");
        return builder.build();
    }

    private static void to(String topic, KStream<byte[], Out> from, Out.Sink sink, String name) {
        bytes(from.filter((_, o) -> o.to(sink), Named.as(name)), name + "-bytes")
                .to(topic, produced(name + "-out"));
    }

    private static KStream<byte[], byte[]> bytes(KStream<byte[], Out> out, String name) {
        return out.mapValues(Out::value, Named.as(name));
    }

    private static Consumed<byte[], byte[]> consumed(String name) {
        return Consumed.with(BYTES, BYTES).withName(name);
    }

    private static Produced<byte[], byte[]> produced(String name) {
        return Produced.with(BYTES, BYTES).withName(name);
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of("max.message.bytes", Integer.toString(LARGEST_STATE)));
    }
}
