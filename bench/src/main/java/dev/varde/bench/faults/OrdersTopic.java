package dev.varde.bench.faults;

import dev.varde.events.RestartOrder;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The orders that were committed, in the order of each partition.
final class OrdersTopic implements AutoCloseable {
    private final WholeTopic topic;
    private final Codec codec = new Codec();
    private final List<RestartOrder> orders = new ArrayList<>();

    OrdersTopic(String bootstrapServers) {
        topic = new WholeTopic(bootstrapServers, Topics.COMMANDS);
    }

    /// Everything that is committed now.
    List<RestartOrder> read() throws Unreadable {
        for (ConsumerRecord<byte[], byte[]> r : topic.more()) {
            orders.add(codec.readOrder(r.value()));
        }
        return List.copyOf(orders);
    }

    @Override
    public void close() {
        topic.close();
    }
}
