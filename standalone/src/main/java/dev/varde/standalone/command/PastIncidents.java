package dev.varde.standalone.command;

import dev.varde.events.Delivery;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.OperatorWord;
import dev.varde.events.start.CannotStart;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.silence.Silences;
import dev.varde.standalone.rehearsal.Cases;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What there was: incidents, what was told of them, and silences, with no more of each than routes
/// go by. Holds at most 100,000 incidents; of more, the first read are left out.
final class PastIncidents {
    private static final int MOST = 100_000;

    /// Of an incident of Varde's own that only shows that messages go through.
    private static final String CANARY = "canary";

    private final String servers;
    private final Codec codec = new Codec();
    private final Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
    private final Map<IncidentId, Set<String>> told = new HashMap<>();
    private Silences silences = Silences.NONE;

    private PastIncidents(String servers) {
        this.servers = servers;
    }

    /// Incidents that opened since then or are still open.
    ///
    /// @throws CannotStart when Kafka does not answer
    static PastIncidents since(Instant since, String servers) throws CannotStart {
        PastIncidents past = new PastIncidents(servers);
        past.each(Topics.INCIDENTS, past::incident);
        past.incidents.values().removeIf(i -> i.closed() && i.times().opened().isBefore(since));
        return past;
    }

    /// What was told of them.
    ///
    /// @throws CannotStart when Kafka does not answer
    void readLedger() throws CannotStart {
        each(Topics.DELIVERIES, this::delivery);
    }

    /// What people silenced.
    ///
    /// @throws CannotStart when Kafka does not answer
    static Silences silences(String servers) throws CannotStart {
        PastIncidents past = new PastIncidents(servers);
        past.each(Topics.OPERATOR, past::word);
        return past.silences;
    }

    /// The newest first.
    List<Incident> all() {
        return incidents.values().stream()
                .sorted(Comparator.comparing((Incident i) -> i.times().opened()).reversed())
                .toList();
    }

    /// The receivers that were told of an incident, or would have been if nothing had failed.
    Set<String> told(IncidentId incident) {
        return Set.copyOf(told.getOrDefault(incident, Set.of()));
    }

    /// Reads one record.
    private interface Read {
        void of(byte[] value) throws Unreadable;
    }

    private void each(String topic, Read read) throws CannotStart {
        try (TopicReader reader = TopicReader.fromBeginning(servers, topic)) {
            Consumer<ConsumerRecord<byte[], byte[]>> one = r -> one(r, read);
            reader.readAll(one);
        }
    }

    private static void one(ConsumerRecord<byte[], byte[]> record, Read read) {
        if (record.value() == null) {
            return;
        }
        try {
            read.of(record.value());
        } catch (Unreadable _) {
            // The notifier reports it; it says nothing about whom to tell.
        }
    }

    private void incident(byte[] value) throws Unreadable {
        Incident incident = codec.readIncident(value);
        if (CANARY.equals(incident.labels().get("varde"))) {
            return;
        }
        incidents.put(incident.id(), Cases.slim(incident));
        if (incidents.size() > MOST) {
            incidents.remove(incidents.keySet().iterator().next());
        }
    }

    private void delivery(byte[] value) throws Unreadable {
        Delivery delivery = codec.readDelivery(value);
        boolean message = !delivery.channel().equals("restart");
        if (message
                && delivery.state() != Delivery.State.HELD_BACK
                && incidents.containsKey(delivery.incident())) {
            told.computeIfAbsent(delivery.incident(), _ -> new HashSet<>())
                    .add(delivery.receiver());
        }
    }

    private void word(byte[] value) throws Unreadable {
        OperatorWord word = codec.readOperatorWord(value);
        silences = silences.heard(word);
    }
}
