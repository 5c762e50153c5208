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
import dev.varde.notifier.dispatch.Noted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final int OUTCOMES_AT_ONCE = 500;
    private static final int MOST_WAITING = 50_000;

    /// A claim is decided as soon as it has been read back, which may take another's commit.
    private static final int TURNS = 3;

    private final String instance;
    private final Configuration configuration;
    private final Consumer<byte[], byte[]> member;
    private final Consumer<byte[], byte[]> readerClient;
    private final Producer<byte[], byte[]> producer;
    private final Function<java.util.function.Consumer<Noted>, Dispatcher> dispatchers;
    private final Outcomes outcomes;
    private final InstantSource clock;
    private final java.util.function.Consumer<Step> steps;
    private final Codec codec = new Codec();
    private final Records records;
    private final LedgerWriter writer;
    private @Nullable Work work;
    private boolean paused;
    private volatile boolean ready;

    /// @param instance the name under which this notifier is known to Kafka
    /// @param orderKey signs restart orders
    /// @param dispatchers makes a dispatcher that notes to the given one
    public Ledger(
            Configuration configuration,
            String bootstrapServers,
            String instance,
            SigningKey orderKey,
            Function<java.util.function.Consumer<Noted>, Dispatcher> dispatchers,
            Outcomes outcomes,
            InstantSource clock,
            java.util.function.Consumer<Step> steps) {
        this.steps = steps;
        this.records = new Records(codec, orderKey::sign);
        this.instance = instance;
        this.configuration = configuration;
        this.dispatchers = dispatchers;
        this.outcomes = outcomes;
        this.clock = clock;
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
        writeOutcomes();
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
            restarts(work);
            throttle(work.dispatcher());
        }
    }

    private Duration patience() {
        if (work == null || !work.dispatcher().isSending()) {
            Instant next = work == null ? Instant.MAX : work.desk().next();
            Instant now = clock.instant();
            return next.isBefore(now.plus(IDLE)) ? BUSY : IDLE;
        }
        return BUSY;
    }

    private void restarts(Work w) {
        if (w.desk().next().isAfter(clock.instant())) {
            return;
        }
        boolean claimed = true;
        for (int turn = 0; claimed && turn < TURNS; turn++) {
            w.catchUp();
            Batch batch = new Batch(records);
            claimed = w.desk().round(clock.instant(), batch);
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

    private void writeOutcomes() {
        List<Noted> first = outcomes.first(OUTCOMES_AT_ONCE);
        if (first.isEmpty()) {
            return;
        }
        Batch batch = new Batch(records);
        first.forEach(n -> batch.add(n.delivery(), n.partition()));
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
        writeOutcomes();
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
        jobs.stream().filter(j -> Deliveries.open(j.delivery())).forEach(w.dispatcher()::submit);
    }

    private void begin(Collection<TopicPartition> assigned) {
        LedgerState state = new LedgerState();
        LedgerReader reader = new LedgerReader(readerClient, codec, state);
        reader.readAll();
        Work begun =
                new Work(
                        configuration,
                        codec,
                        state,
                        reader,
                        backlog(assigned),
                        dispatchers.apply(outcomes::add));
        int open = begun.resume(partitions(assigned), outcomes);
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
