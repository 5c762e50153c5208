package dev.varde.standalone.command;

import dev.varde.console.view.DeliveryQuery;
import dev.varde.events.Delivery;
import dev.varde.events.IncidentId;
import dev.varde.events.start.CannotStart;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads what the notifier notes of each message and each restart order.
final class Ledger implements AutoCloseable {
    private static final int MOST = 100_000;

    private final TopicReader topic;
    private final Codec codec = new Codec();

    private Ledger(TopicReader topic) {
        this.topic = topic;
    }

    /// Reads what is written from now on.
    ///
    /// @throws CannotStart when Kafka does not answer
    static Ledger fromNow(String bootstrapServers) throws CannotStart {
        return new Ledger(TopicReader.fromNow(bootstrapServers, Topics.DELIVERIES));
    }

    /// The deliveries of one incident as they stand now.
    ///
    /// @throws CannotStart when Kafka does not answer
    static List<Delivery> of(IncidentId incident, String bootstrapServers) throws CannotStart {
        Map<String, Delivery> found = new LinkedHashMap<>();
        try (TopicReader topic = TopicReader.fromBeginning(bootstrapServers, Topics.DELIVERIES)) {
            Ledger ledger = new Ledger(topic);
            topic.readAll(record ->
                    ledger.read(record)
                            .filter(d -> d.incident().equals(incident))
                            .ifPresent(d -> found.put(d.id().value(), d)));
        }
        return List.copyOf(found.values());
    }

    /// Everything that fits, as it stands now, the newest first. Of more than 100,000 deliveries
    /// those written longest ago are left out.
    ///
    /// @throws CannotStart when Kafka does not answer
    static List<Delivery> all(Predicate<Delivery> fits, String bootstrapServers)
            throws CannotStart {
        Map<String, Delivery> newest = new LinkedHashMap<>();
        try (TopicReader topic = TopicReader.fromBeginning(bootstrapServers, Topics.DELIVERIES)) {
            Ledger ledger = new Ledger(topic);
            topic.readAll(record -> ledger.read(record).ifPresent(d -> keep(d, newest)));
        }
        return newest.values().stream().filter(fits).sorted(DeliveryQuery.NEWEST_FIRST).toList();
    }

    private static void keep(Delivery delivery, Map<String, Delivery> newest) {
        newest.remove(delivery.id().value());
        newest.put(delivery.id().value(), delivery);
        if (newest.size() > MOST) {
            newest.remove(newest.keySet().iterator().next());
        }
    }

    /// The first finished delivery that fits, or nothing within the time.
    Optional<Delivery> await(Predicate<Delivery> fits, Duration patience) {
        return topic.await(r -> read(r).filter(fits).filter(Ledger::finished), patience);
    }

    @Override
    public void close() {
        topic.close();
    }

    private Optional<Delivery> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(codec.readDelivery(record.value()));
        } catch (Unreadable e) {
            return Optional.empty(); // the notifier reports it; here it is only not the one
        }
    }

    private static boolean finished(Delivery delivery) {
        return switch (delivery.state()) {
            case INTENDED, RETRYING -> false;
            case DELIVERED, FAILED, HELD_BACK, SUPERSEDED, UNKNOWN -> true;
        };
    }
}
