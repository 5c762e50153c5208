package dev.varde.notifier.ledger;

import dev.varde.events.Incident;
import dev.varde.events.OperatorWord;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.dispatch.Dispatcher;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.dispatch.Noted;
import dev.varde.notifier.silence.Silences;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/// What is made of the records in the partitions held now. Made anew whenever the partitions change
/// hands.
final class Work {
    private final Codec codec;
    private final LedgerState state;
    private final LedgerReader reader;
    private final Office office;
    private final Backlog backlog;
    private final Dispatcher dispatcher;

    Work(
            Codec codec,
            LedgerState state,
            LedgerReader reader,
            Office office,
            Backlog backlog,
            Dispatcher dispatcher) {
        this.codec = codec;
        this.state = state;
        this.reader = reader;
        this.office = office;
        this.backlog = backlog;
        this.dispatcher = dispatcher;
    }

    Office office() {
        return office;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    LedgerReader reader() {
        return reader;
    }

    /// Takes note of what is written.
    void apply(List<Noted> written) {
        written.forEach(n -> state.apply(n.delivery(), n.partition()));
    }

    /// Takes note of what is about to be written, and hands it to the batch.
    void add(List<Job> jobs, Batch batch) {
        for (Job job : jobs) {
            batch.add(job.delivery(), job.partition());
            state.apply(job.delivery(), job.partition());
        }
    }

    /// Takes up what is still to be told, and the incidents about which more may follow.
    ///
    /// @return how many deliveries are taken up
    int resume(Set<Integer> partitions, Outcomes outcomes) {
        List<LedgerReader.Found> found = reader.incidents(partitions);
        found.stream()
                .filter(f -> partitions.contains(f.partition()))
                .forEach(f -> office.saw(f.incident(), f.partition()));
        office.tend(dispatcher);
        List<LedgerState.Held> open = state.open(partitions);
        new Resumption(outcomes, dispatcher).resume(open, found);
        return open.size();
    }

    /// Decides about all records; what cannot be read goes to the dead letters.
    ///
    /// @param batch takes everything that is to be written, and how far was read
    /// @return the deliveries, to be handed on once the batch is committed
    List<Job> read(ConsumerRecords<byte[], byte[]> polled, Batch batch, InstantSource clock) {
        List<Job> jobs = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> r : polled) {
            TopicPartition partition = new TopicPartition(r.topic(), r.partition());
            try {
                jobs.addAll(read(r, partition, batch, clock.instant()));
            } catch (Unreadable | RuntimeException e) {
                String reason = String.valueOf(e.getMessage());
                NotifierLog.unreadable(r.topic(), r.partition(), r.offset(), reason);
                batch.add(Records.deadLetter(r, "notifier", reason));
            }
            batch.read(partition, backlog.commit(partition, r.offset() + 1));
        }
        jobs.forEach(j -> batch.add(j.delivery(), j.partition()));
        return jobs;
    }

    private List<Job> read(
            ConsumerRecord<byte[], byte[]> r, TopicPartition partition, Batch batch, Instant now)
            throws Unreadable {
        if (r.value() == null) {
            return List.of();
        }
        List<Job> jobs =
                r.topic().equals(Topics.INCIDENTS)
                        ? incident(
                                codec.readIncident(r.value()),
                                r.partition(),
                                backlog.holds(partition, r.offset()),
                                now)
                        : word(codec.readOperatorWord(r.value()), r.partition(), now, batch);
        jobs.forEach(j -> state.apply(j.delivery(), j.partition()));
        return jobs;
    }

    private List<Job> incident(Incident incident, int partition, boolean old, Instant now) {
        if (incident.canary()) {
            return old
                    ? List.of()
                    : List.of(new Job(Canary.delivery(incident, now), partition, incident));
        }
        List<Job> jobs = office.clerk().about(incident, partition, old, now);
        office.saw(incident, partition);
        return jobs;
    }

    private List<Job> word(OperatorWord word, int partition, Instant now, Batch batch) {
        state.apply(word);
        return switch (word) {
            case OperatorWord.TestReceiver t -> office.clerk().test(t, partition, now);
            case OperatorWord.RestartNow r -> {
                office.restarts().orderNow(r, now, batch);
                yield List.of();
            }
            case OperatorWord.SilenceAdded w -> {
                Silences.fault(w).ifPresent(f -> NotifierLog.disobeyed(w.silence().id(), f));
                yield List.of();
            }
            case OperatorWord.Acknowledge _,
                    OperatorWord.Close _,
                    OperatorWord.Resume _,
                    OperatorWord.DeclineRestart _,
                    OperatorWord.RestartsStopped _,
                    OperatorWord.RestartApproved _,
                    OperatorWord.DeployStarted _,
                    OperatorWord.DeployEnded _,
                    OperatorWord.MaintenancePlanned _,
                    OperatorWord.MaintenanceEnded _,
                    OperatorWord.SilenceEnded _,
                    OperatorWord.ReplayDeliveries _,
                    OperatorWord.ReceiverEnabled _,
                    OperatorWord.CanaryLit _,
                    OperatorWord.Unknown _ ->
                    List.of();
        };
    }
}
