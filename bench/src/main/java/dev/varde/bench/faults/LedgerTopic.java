package dev.varde.bench.faults;

import dev.varde.events.Delivery;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Follows the ledger: what each delivery has come to.
final class LedgerTopic implements AutoCloseable {
    private final WholeTopic topic;
    private final Codec codec = new Codec();
    private final Map<String, Delivery> newest = new ConcurrentHashMap<>();

    LedgerTopic(String bootstrapServers) {
        topic = new WholeTopic(bootstrapServers, Topics.DELIVERIES);
    }

    /// Everything that is committed now; the newest record of each delivery.
    Map<String, Delivery> read() throws Unreadable {
        for (ConsumerRecord<byte[], byte[]> r : topic.more()) {
            Delivery d = codec.readDelivery(r.value());
            newest.put(d.id().value(), d);
        }
        return newest;
    }

    @Override
    public void close() {
        topic.close();
    }
}
