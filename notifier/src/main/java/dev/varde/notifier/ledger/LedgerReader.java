package dev.varde.notifier.ledger;

import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.NotifierLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;

/// Reads the ledger back: all deliveries and operators' words, of which other notifiers may have
/// written some, and the incidents of one's own partitions.
final class LedgerReader {
    private static final Duration STEP = Duration.ofMillis(200);
    private static final String RESOLVED = "dev.varde.incident.resolved";

    private final Consumer<byte[], byte[]> consumer;
    private final Codec codec;
    private final LedgerState state;
    private final ToLongFunction<TopicPartition> reached;
    private List<TopicPartition> followed = List.of();

    /// @param reached how far the group has read a partition of incidents, as the offset of the
    ///   next record; where another notifier reads, without an end
    LedgerReader(
            Consumer<byte[], byte[]> consumer,
            Codec codec,
            LedgerState state,
            ToLongFunction<TopicPartition> reached) {
        this.consumer = consumer;
        this.codec = codec;
        this.state = state;
        this.reached = reached;
    }

    /// Reads everything from the beginning.
    void readAll() {
        followed =
                Stream.of(Topics.DELIVERIES, Topics.OPERATOR)
                        .flatMap(topic -> partitions(topic).stream())
                        .toList();
        consumer.assign(followed);
        consumer.seekToBeginning(followed);
        readToEnd(followed, this::take);
    }

    /// Reads what was written since.
    void catchUp() {
        readToEnd(followed, this::take);
    }

    /// The newest revision that the group has read of each incident in these partitions that is
    /// open or still has something to be told, with its partition; and of those elsewhere what a
    /// digest tells of.
    List<Found> incidents(Set<Integer> partitions) {
        Set<String> told = names(state.toTell(partitions));
        Set<String> wanted = new HashSet<>(told);
        wanted.addAll(names(state.held()));
        wanted.addAll(names(state.restarts().unsettled()));
        Map<String, Found> found = new HashMap<>();
        List<TopicPartition> all = partitions(Topics.INCIDENTS);
        read(
                all.stream().filter(p -> partitions.contains(p.partition())).toList(),
                r -> keep(r, true, wanted, found));
        if (!found.keySet().containsAll(told)) {
            read(
                    all.stream().filter(p -> !partitions.contains(p.partition())).toList(),
                    r -> keep(r, false, told, found));
        }
        return List.copyOf(found.values());
    }

    /// The newest revisions that the group has read of these incidents, wherever they are.
    List<Found> incidents(Collection<IncidentId> ids) {
        Set<String> wanted = names(ids);
        Map<String, Found> found = new HashMap<>();
        read(partitions(Topics.INCIDENTS), r -> keep(r, false, wanted, found));
        return List.copyOf(found.values());
    }

    private static Set<String> names(Collection<IncidentId> ids) {
        return ids.stream().map(IncidentId::value).collect(Collectors.toSet());
    }

    private void read(
            List<TopicPartition> from,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        if (from.isEmpty()) {
            return;
        }
        List<TopicPartition> all = new ArrayList<>(followed);
        all.addAll(from);
        consumer.assign(all);
        consumer.seekToBeginning(from);
        readToEnd(from, each);
        consumer.assign(followed);
    }

    record Found(Incident incident, int partition) {}

    private void keep(
            ConsumerRecord<byte[], byte[]> r,
            boolean open,
            Set<String> wanted,
            Map<String, Found> found) {
        if (!r.topic().equals(Topics.INCIDENTS) || r.key() == null) {
            take(r);
            return;
        }
        String key = new String(r.key(), java.nio.charset.StandardCharsets.UTF_8);
        if (isAhead(r) && (found.containsKey(key) || !wanted.contains(key))) {
            return;
        }
        boolean read = wanted.contains(key) || (open && !isResolved(r));
        if (r.value() == null || !read) {
            found.remove(key);
            return;
        }
        try {
            found.put(key, new Found(codec.readIncident(r.value()), r.partition()));
        } catch (Unreadable e) {
            // Told and put among the dead letters when the group reads it.
            found.remove(key);
        }
    }

    /// What the group has still to read is told when it does, so that an end is not told before
    /// what came first. Only where what it has read is compacted away the next one stands for it.
    private boolean isAhead(ConsumerRecord<byte[], byte[]> r) {
        return r.offset() >= reached.applyAsLong(new TopicPartition(r.topic(), r.partition()));
    }

    private static boolean isResolved(ConsumerRecord<byte[], byte[]> r) {
        Header type = r.headers().lastHeader("ce_type");
        return type != null
                && RESOLVED.equals(
                        new String(type.value(), java.nio.charset.StandardCharsets.UTF_8));
    }

    private void take(ConsumerRecord<byte[], byte[]> r) {
        if (r.value() == null) {
            return;
        }
        try {
            if (r.topic().equals(Topics.DELIVERIES)) {
                state.apply(codec.readDelivery(r.value()), r.partition());
            } else if (r.topic().equals(Topics.OPERATOR)) {
                state.apply(codec.readOperatorWord(r.value()));
            }
        } catch (Unreadable e) {
            String reason = String.valueOf(e.getMessage());
            NotifierLog.unreadable(r.topic(), r.partition(), r.offset(), reason);
        }
    }

    private void readToEnd(
            List<TopicPartition> partitions,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(STEP).forEach(each);
        }
    }

    /// The partition of the ledger in which all stands that many partitions' incidents decide
    /// together under this key.
    int homeOf(String key) {
        long partitions =
                followed.stream().filter(p -> p.topic().equals(Topics.DELIVERIES)).count();
        byte[] bytes = key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(bytes)) % Math.toIntExact(partitions);
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(p -> new TopicPartition(topic, p.partition()))
                .toList();
    }
}
