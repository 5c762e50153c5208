package dev.varde.processor.topology;

import dev.varde.events.config.Configuration;
import dev.varde.events.wire.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
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
/// varde.operator ▶ host-of-word ▶ by host ──┘        │
///                        └───────────────────────────┴▶ varde.dead-letters
/// ```
///
/// Keys and values are bytes and are decoded inside the processors, so that a record that cannot be
/// read never stops the stream. Stores are in memory: what is known of a few thousand instances is
/// some tens of megabytes, it is read at every event, and its changelog in Kafka is what keeps it.
public final class IncidentTopology {
    /// State of one instance may be larger than a topic's usual limit of 1 MiB.
    static final int LARGEST_STATE = 8 << 20;

    private static final Serde<byte[]> BYTES = Serdes.ByteArray();

    private IncidentTopology() {}

    public static Topology of(Configuration configuration) {
        StreamsBuilder builder = new StreamsBuilder();
        for (String name :
                List.of(
                        Names.RUNS,
                        Names.HOSTS,
                        Names.INSTANCES,
                        Names.INCIDENTS,
                        Names.SIGHTINGS)) {
            builder.addStateStore(store(name));
        }
        KStream<byte[], Out> words =
                builder.stream(Topics.OPERATOR, consumed("operator"))
                        .process(HostOfWord::new, Named.as("host-of-word"));
        KStream<byte[], byte[]> byHost =
                bytes(words.filter((_, o) -> o.to(Out.Sink.WORDS), Named.as("words")), "word-bytes")
                        .repartition(
                                Repartitioned.with(BYTES, BYTES).withName(Names.WORDS_BY_HOST));
        KStream<byte[], Out> out =
                builder.stream(Topics.EVENTS, consumed("events"))
                        .merge(byHost, Named.as("events-and-words"))
                        .process(
                                () -> new HostProcessor(configuration),
                                Named.as("incidents-of-host"),
                                Names.RUNS,
                                Names.HOSTS,
                                Names.INSTANCES,
                                Names.INCIDENTS,
                                Names.SIGHTINGS);
        out.split(Named.as("out-"))
                .branch(
                        (_, o) -> o.to(Out.Sink.INCIDENTS),
                        Branched.withConsumer(
                                told ->
                                        bytes(told, "incident-bytes")
                                                .to(Topics.INCIDENTS, produced("incidents-out")),
                                "incidents"))
                .branch(
                        (_, o) -> o.to(Out.Sink.DEAD_LETTERS),
                        Branched.withConsumer(dead -> deadLetters(dead, "events-"), "dead"));
        deadLetters(
                words.filter((_, o) -> o.to(Out.Sink.DEAD_LETTERS), Named.as("dead-words")),
                "words-");
        return builder.build();
    }

    private static void deadLetters(KStream<byte[], Out> dead, String from) {
        bytes(dead, from + "dead-bytes").to(Topics.DEAD_LETTERS, produced(from + "dead-letters"));
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
