package dev.varde.standalone.command;

import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.start.CannotStart;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// The incidents of a running Varde as they stand, and what becomes of them. Holds at most 5,000;
/// of more, those that are resolved and changed longest ago are left out.
final class Incidents implements AutoCloseable {
    private static final int MOST = 5_000;
    private static final int LEAST_PREFIX = 8;

    private final TopicReader topic;
    private final Codec codec = new Codec();
    private final Map<IncidentId, Incident> newest = new LinkedHashMap<>();
    private int unreadable;

    private Incidents(TopicReader topic) {
        this.topic = topic;
    }

    /// @throws CannotStart when Kafka does not answer
    static Incidents read(String bootstrapServers) throws CannotStart {
        TopicReader topic = TopicReader.fromBeginning(bootstrapServers, Topics.INCIDENTS);
        Incidents incidents = new Incidents(topic);
        try {
            topic.readAll(incidents::take);
            return incidents;
        } catch (CannotStart late) {
            topic.close();
            throw late;
        }
    }

    private Optional<Incident> take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            Incident incident = codec.readIncident(record.value());
            if (incident.canary()) {
                return Optional.empty();
            }
            newest.remove(incident.id());
            newest.put(incident.id(), incident);
            bound();
            return Optional.of(incident);
        } catch (Unreadable e) {
            unreadable++;
            return Optional.empty();
        }
    }

    private void bound() {
        if (newest.size() > MOST) {
            newest.values().stream()
                    .filter(Incident::closed)
                    .findFirst()
                    .or(() -> newest.values().stream().findFirst())
                    .map(Incident::id)
                    .ifPresent(newest::remove);
        }
    }

    /// Records that are no incidents that this version can read.
    int unreadable() {
        return unreadable;
    }

    /// The newest first.
    List<Incident> all() {
        return newest.values().stream()
                .sorted(
                        Comparator.comparing((Incident i) -> i.times().opened())
                                .reversed()
                                .thenComparing(i -> i.id().value()))
                .toList();
    }

    /// Those whose id begins so; one whose id is just so alone.
    List<Incident> beginning(String prefix) {
        List<Incident> exact =
                newest.values().stream().filter(i -> i.id().value().equals(prefix)).toList();
        return exact.isEmpty()
                ? all().stream().filter(i -> i.id().value().startsWith(prefix)).toList()
                : exact;
    }

    /// The beginnings of ids that no other has, at least eight characters.
    Map<IncidentId, String> shortIds() {
        TreeSet<String> ids = new TreeSet<>();
        newest.keySet().forEach(id -> ids.add(id.value()));
        Map<IncidentId, String> beginnings = new HashMap<>();
        newest.keySet().forEach(id -> beginnings.put(id, beginning(id.value(), ids)));
        return beginnings;
    }

    private static String beginning(String id, NavigableSet<String> ids) {
        int needed = 1 + Math.max(common(id, ids.lower(id)), common(id, ids.higher(id)));
        return id.substring(0, Math.min(id.length(), Math.max(LEAST_PREFIX, needed)));
    }

    private static int common(String a, @Nullable String b) {
        int n = 0;
        while (b != null && n < a.length() && n < b.length() && a.charAt(n) == b.charAt(n)) {
            n++;
        }
        return n;
    }

    /// The first revision from now on that fits, or nothing within the time.
    Optional<Incident> await(Predicate<Incident> fits, Duration patience) {
        return topic.await(r -> take(r).filter(fits), patience);
    }

    @Override
    public void close() {
        topic.close();
    }
}
