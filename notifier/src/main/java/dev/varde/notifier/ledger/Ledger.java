package dev.varde.notifier.ledger;

import dev.varde.events.config.Configuration;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Deliveries;
import dev.varde.notifier.delivery.Step;
import dev.varde.notifier.dispatch.Dispatcher;
import dev.varde.notifier.dispatch.Job;
import dev.varde.notifier.dispatch.Merge;
import dev.varde.notifier.dispatch.Noted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/// One connection's life of the notifier: reads incidents and words, writes what is to be done in
/// the transaction that also says how far it read, only then has it done, and writes what came of
/// it.
///
/// ```
/// poll → decide → commit (intents, offsets) → dispatch
///           ↑                                     │
///           └── commit (outcomes) ◀── outcomes ◀──┘
/// ```
///
/// Any fault ends it; the next one reads the ledger back and sends again, with the same ids, what
/// has no outcome. Runs on one thread, but for [#wakeup()] and [#isReady()].
public final class Ledger implements AutoCloseable {
    private static final Duration IDLE = Duration.ofMillis(200);
    private static final Duration BUSY = Duration.ofMillis(20);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int OUTCOMES_AT_ONCE = 500;
    private static final int MOST_WAITING = 50_000;

    /// A claim is decided as soon as it has been read back, which may take another's commit.
    private static final int TURNS = 3;

    private final String instance;
    private final Configuration configuration;
    private final Consumer<byte[], byte[]> member;
    private final Consumer<byte[], byte[]> readerClient;
    private final Producer<byte[], byte[]> producer;
    private final Function<Dispatcher.Reports, Dispatcher> dispatchers;
    private final Outcomes outcomes;
    private final Canary canary;
    private final InstantSource clock;
    private final java.util.function.Consumer<Step> steps;
    private final Queue<Merge> merges = new ConcurrentLinkedQueue<>();
    private final Codec codec = new Codec();
    private final Records records;
    private final LedgerWriter writer;
    private @Nullable Work work;
    private Instant round = Instant.MIN;
    private boolean paused;
    private volatile boolean ready;

    /// What a ledger needs beside Kafka.
    ///
    /// @param instance the name under which this notifier is known to Kafka
    /// @param orderKey signs restart orders
    /// @param dispatchers makes a dispatcher that reports there
    /// @param steps told of each step; called from several threads
    public record Around(
            String instance,
            SigningKey orderKey,
            Function<Dispatcher.Reports, Dispatcher> dispatchers,
            Outcomes outcomes,
            Canary canary,
            InstantSource clock,
            java.util.function.Consumer<Step> steps) {}

    public Ledger(Configuration configuration, String bootstrapServers, Around around) {
        this.configuration = configuration;
        this.records = new Records(codec, around.orderKey()::sign);
        this.instance = around.instance();
        this.dispatchers = around.dispatchers();
        this.outcomes = around.outcomes();
        this.canary = around.canary();
        this.clock = around.clock();
        this.steps = around.steps();
        this.producer = KafkaClients.producer(bootstrapServers, instance);
        this.member = KafkaClients.member(bootstrapServers, instance);
        this.readerClient = KafkaClients.reader(bootstrapServers);
        this.writer = new LedgerWriter(producer, member::groupMetadata);
    }

    /// Works until the thread is woken up to stop.
    ///
    /// @throws org.apache.kafka.common.KafkaException when Kafka fails or fences this one off
    public void run() {
        producer.initTransactions();
        while (!outcomes.isEmpty()) {
            writeOutcomes();
        }
        member.subscribe(KafkaClients.topics(), new Partitions());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                step();
            }
        } catch (WakeupException e) {
            ready = false;
        }
    }

    public boolean isReady() {
        return ready;
    }

    /// Ends [#run()] soon; may be called from any thread.
    public void wakeup() {
        member.wakeup();
    }

    @Override
    public void close() {
        ready = false;
        try {
            stopSending();
        } finally {
            readerClient.close(
                    org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
            member.close(
                    org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
            producer.close(Duration.ofSeconds(2)); // last: leaving the group notes what was sent
        }
    }

    private void step() {
        ConsumerRecords<byte[], byte[]> polled = member.poll(patience());
        if (work != null) {
            take(work, polled);
            writeOutcomes();
            merge(work);
            round(work);
            followUp(work);
            restarts(work);
            throttle(work.dispatcher());
        }
    }

    private Duration patience() {
        if (work == null || !work.dispatcher().isSending()) {
            Instant next = work == null ? Instant.MAX : work.office().next();
            return next.isBefore(clock.instant().plus(IDLE)) ? BUSY : IDLE;
        }
        return BUSY;
    }

    /// What others wrote and people said since, and how receivers fare.
    private void round(Work w) {
        Instant now = clock.instant();
        if (round.isAfter(now)) {
            return;
        }
        round = now.plus(ROUND);
        w.reader().catchUp();
        w.office().tend(w.dispatcher());
        Batch batch = new Batch(records);
        List<Job> jobs = w.office().round(w.reader(), now);
        w.add(jobs, batch);
        w.office().light(now).ifPresent(batch::add);
        writer.write(batch);
        send(w, jobs);
    }

    private void followUp(Work w) {
        List<Job> jobs = w.office().followups(clock.instant());
        if (jobs.isEmpty()) {
            return;
        }
        Batch batch = new Batch(records);
        w.add(jobs, batch);
        steps.accept(Step.BEFORE_FOLLOWUP);
        writer.write(batch);
        steps.accept(Step.AFTER_FOLLOWUP);
        send(w, jobs);
    }

    private void restarts(Work w) {
        RestartDesk desk = w.office().restarts();
        if (desk.next().isAfter(clock.instant())) {
            return;
        }
        boolean claimed = true;
        for (int turn = 0; claimed && turn < TURNS; turn++) {
            w.reader().catchUp();
            Batch batch = new Batch(records);
            claimed = desk.round(clock.instant(), batch);
            writeRestarts(batch);
        }
    }

    private void writeRestarts(Batch batch) {
        if (!batch.isEmpty()) {
            steps.accept(Step.BEFORE_RESTART);
            writer.write(batch);
            steps.accept(Step.AFTER_RESTART);
        }
    }

    /// Writes down what is told as one. What came of its parts before is written first.
    private void merge(Work w) {
        for (Merge merge = merges.poll(); merge != null; merge = merges.poll()) {
            while (!outcomes.isEmpty()) {
                writeOutcomes();
            }
            Merged merged = Merged.of(merge, clock.instant());
            Batch batch = new Batch(records);
            w.add(merged.all(), batch);
            steps.accept(Step.BEFORE_DIGEST);
            writer.write(batch);
            steps.accept(Step.AFTER_DIGEST);
            w.dispatcher().merged(merge, merged.digest());
        }
    }

    private void writeOutcomes() {
        List<Noted> first = outcomes.first(OUTCOMES_AT_ONCE);
        if (first.isEmpty()) {
            return;
        }
        Batch batch = new Batch(records);
        first.forEach(n -> batch.addOutcome(n.delivery(), n.partition()));
        steps.accept(Step.BEFORE_OUTCOME);
        writer.write(batch);
        steps.accept(Step.AFTER_OUTCOME);
        outcomes.remove(first.size());
        if (work != null) {
            work.apply(first);
        }
    }

    /// Stops reading while too much waits to be sent; Kafka keeps it until then.
    private void throttle(Dispatcher dispatcher) {
        if (!paused && dispatcher.waiting() > MOST_WAITING) {
            NotifierLog.paused(dispatcher.waiting());
            member.pause(member.assignment());
            paused = true;
        } else if (paused && dispatcher.waiting() < MOST_WAITING * 4 / 5) {
            member.resume(member.assignment());
            paused = false;
        }
    }

    private void stopSending() {
        if (work != null) {
            work.dispatcher().stop(DRAIN);
            work = null;
        }
        while (!outcomes.isEmpty()) {
            writeOutcomes();
        }
    }

    private void take(Work w, ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        steps.accept(Step.AFTER_POLL);
        Batch batch = new Batch(records);
        List<Job> jobs = w.read(polled, batch, clock);
        steps.accept(Step.BEFORE_INTENT);
        writer.write(batch);
        steps.accept(Step.AFTER_INTENT);
        send(w, jobs);
    }

    private static void send(Work w, List<Job> jobs) {
        jobs.stream().filter(j -> Deliveries.open(j.delivery())).forEach(w.dispatcher()::submit);
    }

    private void begin(Collection<TopicPartition> assigned) {
        LedgerState state = new LedgerState();
        LedgerReader reader =
                new LedgerReader(
                        readerClient,
                        codec,
                        state,
                        p -> assigned.contains(p) ? member.position(p) : Long.MAX_VALUE);
        reader.readAll();
        Set<Integer> partitions = partitions(assigned);
        Office office =
                new Office(configuration, state, reader, partitions, canary, clock.instant());
        merges.clear();
        Dispatcher dispatcher =
                dispatchers.apply(new Dispatcher.Reports(outcomes::add, merges::add, steps));
        office.remember(dispatcher);
        Work begun = new Work(codec, state, reader, office, backlog(assigned), dispatcher);
        int open = begun.resume(partitions, outcomes);
        work = begun;
        paused = false;
        ready = true;
        NotifierLog.ready(instance, assigned, open);
    }

    /// Marks where the backlog ends, at once for partitions never read before: what comes from now
    /// on is news, even if this notifier is down when it comes.
    private Backlog backlog(Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> committed = member.committed(Set.copyOf(assigned));
        Map<TopicPartition, Long> ends = member.endOffsets(assigned);
        Backlog backlog = new Backlog();
        Batch marks = new Batch(records);
        for (TopicPartition p : assigned) {
            backlog.begin(p, committed.get(p), ends.getOrDefault(p, 0L));
            if (committed.get(p) == null) {
                marks.read(p, backlog.commit(p, member.position(p)));
            }
        }
        writer.write(marks);
        return backlog;
    }

    private static Set<Integer> partitions(Collection<TopicPartition> assigned) {
        return assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }

    /// All partitions change hands at once (eager rebalancing), so that state is never half of one
    /// assignment and half of another.
    private final class Partitions implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            ready = false;
            stopSending();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            ready = false;
            if (work != null) {
                work.dispatcher().stop(DRAIN);
                work = null;
            }
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            begin(assigned);
        }
    }
}
