package dev.varde.bench.faults;

import dev.varde.events.Cause;
import dev.varde.events.Confidence;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.Incident.Change;
import dev.varde.events.IncidentId;
import dev.varde.events.IncidentState;
import dev.varde.events.LogTail;
import dev.varde.events.ServiceName;
import dev.varde.events.Severity;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Publishes incidents as the processor does.
final class Happenings implements AutoCloseable {
    private final Records records = new Records(new Codec());
    private final KafkaProducer<byte[], byte[]> producer;

    Happenings(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /// Returns when the broker has it.
    void publish(Incident incident) throws ExecutionException, InterruptedException {
        producer.send(records.incident(incident)).get();
    }

    /// Returns before the broker has it.
    Future<RecordMetadata> hand(Incident incident) {
        return producer.send(records.incident(incident));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }

    static Incident opened(String id) {
        return incident(id, 1, Change.OPENED, IncidentState.OPEN, Cause.KILLED_BY_SIGNAL);
    }

    /// Of a service of its own that Varde may restart.
    static Incident down(String id) {
        return incident(
                id,
                new ServiceName(id),
                true,
                1,
                Change.OPENED,
                IncidentState.OPEN,
                Cause.KILLED_BY_SIGNAL);
    }

    /// The end of what was down.
    static Incident back(String id) {
        return incident(
                id,
                new ServiceName(id),
                true,
                2,
                Change.RESOLVED,
                IncidentState.RESOLVED,
                Cause.KILLED_BY_SIGNAL);
    }

    static Incident updated(String id) {
        return incident(id, 2, Change.UPDATED, IncidentState.OPEN, Cause.OOM_KILL);
    }

    static Incident resolved(String id, int revision) {
        return incident(id, revision, Change.RESOLVED, IncidentState.RESOLVED, Cause.OOM_KILL);
    }

    private static Incident incident(
            String id, int revision, Change change, IncidentState state, Cause cause) {
        ServiceName service = new ServiceName("shop-" + Math.floorMod(id.hashCode(), 7));
        return incident(id, service, false, revision, change, state, cause);
    }

    private static Incident incident(
            String id,
            ServiceName service,
            boolean restartable,
            int revision,
            Change change,
            IncidentState state,
            Cause cause) {
        Instant now = Instant.now();
        boolean over = state == IncidentState.RESOLVED;
        String host = "web-" + Math.floorMod(id.hashCode(), 40);
        return new Incident(
                new IncidentId(id),
                revision,
                change,
                state,
                Severity.CRITICAL,
                service,
                new HostName(host),
                Map.of("environment", "production"),
                cause,
                Confidence.CERTAIN,
                null,
                "shop on " + host + " died: " + cause.id(),
                new Incident.Times(now, now, now, now, null, null, over ? now : null),
                List.of(new Incident.Evidence(null, now, "kernel", "Killed process 12 (java)")),
                List.of(),
                List.of(new Incident.Advice("Give the host swap", List.of("swapon -a"), "none")),
                List.of(),
                1,
                List.of(),
                null,
                null,
                restartable,
                null,
                List.of(new Incident.MemoryPoint(now, 1L << 30)),
                List.of(new LogTail("/var/log/shop.log", List.of("goodbye"))),
                List.of(new Incident.TimelineEntry(now, "it died")));
    }
}
