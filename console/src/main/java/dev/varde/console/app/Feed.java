package dev.varde.console.app;

import dev.varde.console.view.Board;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/// Reads the topics on to the board: incidents, deliveries and what operators said from their
/// beginning, events of the last quarter of an hour, then all that comes. It is in no group; every
/// console reads everything. When Kafka is away, the board says so and keeps what it has; a broken
/// consumer is replaced and reads anew, which is harmless because the board takes things in any
/// order and more than once.
final class Feed implements AutoCloseable {
    private static final Duration BACK = Duration.ofMinutes(15);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration ASK_EVERY = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final long PAUSE_MILLIS = 500;
    private static final long CLOSE_MILLIS = 5_000;
    private static final List<String> TOPICS =
            List.of(Topics.EVENTS, Topics.INCIDENTS, Topics.DELIVERIES, Topics.OPERATOR);

    private final String bootstrapServers;
    private final Board board;
    private final Intake intake;
    private final InstantSource clock;
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable History history;
    private volatile boolean closed;
    private volatile boolean ready;
    private boolean away;
    private boolean caughtUp;

    Feed(String bootstrapServers, Board board, InstantSource clock) {
        this.bootstrapServers = bootstrapServers;
        this.board = board;
        this.intake = new Intake(board);
        this.clock = clock;
        this.thread = new Thread(this::run, "varde-console-feed");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /// Whether all that was there at the start was read and Kafka answers.
    boolean ready() {
        return ready && !closed;
    }

    private void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> fresh = Consumers.open(bootstrapServers)) {
                consumer = fresh;
                TopicAdmin.ensure(bootstrapServers, ANSWER_WITHIN.toMillis());
                follow(fresh);
            } catch (WakeupException | InterruptException e) {
                // close() was called; the loop's condition ends it.
                continue;
            } catch (KafkaException | TopicAdmin.Unavailable e) {
                away(innermost(e));
            } catch (RuntimeException e) {
                Telemetry.failed(e);
            }
            pause();
        }
    }

    private static String innermost(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? String.valueOf(e.getMessage()) : cause.getMessage();
    }

    private void pause() {
        try {
            Thread.sleep(closed ? 0 : PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private void follow(Consumer<byte[], byte[]> from) {
        board.kafkaAnswers(false);
        long began = System.nanoTime();
        List<TopicPartition> all = partitions(from);
        from.assign(all);
        from.seekToBeginning(all);
        Map<TopicPartition, Long> recent = seekToRecentEvents(from, all);
        Map<TopicPartition, Long> goals = from.endOffsets(all, ANSWER_WITHIN);
        caughtUp = false;
        long asked = began;
        while (!closed) {
            take(from.poll(POLL));
            if (!caughtUp && reached(from, goals)) {
                caughtUp(recent, began);
            } else if (System.nanoTime() - asked > ASK_EVERY.toNanos()) {
                ask(from, all);
                asked = System.nanoTime();
            }
        }
    }

    /// What is read late was heard when it was written; what comes now is heard now.
    private void take(ConsumerRecords<byte[], byte[]> records) {
        Instant now = clock.instant();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            intake.take(record, caughtUp ? now : Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private void caughtUp(Map<TopicPartition, Long> recent, long began) {
        caughtUp = true;
        Telemetry.caughtUp(Duration.ofNanos(System.nanoTime() - began).toMillis());
        back();
        readHistory(recent);
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> from) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : TOPICS) {
            from.partitionsFor(topic, ANSWER_WITHIN)
                    .forEach(p -> all.add(new TopicPartition(topic, p.partition())));
        }
        return all;
    }

    private Map<TopicPartition, Long> seekToRecentEvents(
            Consumer<byte[], byte[]> from, List<TopicPartition> all) {
        long since = clock.instant().minus(BACK).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        all.stream().filter(p -> p.topic().equals(Topics.EVENTS)).forEach(p -> times.put(p, since));
        Map<TopicPartition, Long> ends = from.endOffsets(times.keySet(), ANSWER_WITHIN);
        Map<TopicPartition, OffsetAndTimestamp> found = from.offsetsForTimes(times, ANSWER_WITHIN);
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (TopicPartition partition : times.keySet()) {
            OffsetAndTimestamp first = found.get(partition);
            long start = first == null ? ends.getOrDefault(partition, 0L) : first.offset();
            starts.put(partition, start);
            from.seek(partition, start);
        }
        return starts;
    }

    private static boolean reached(Consumer<byte[], byte[]> from, Map<TopicPartition, Long> goals) {
        return goals.entrySet().stream()
                .allMatch(g -> from.position(g.getKey(), ANSWER_WITHIN) >= g.getValue());
    }

    private void readHistory(Map<TopicPartition, Long> until) {
        if (history == null) {
            History fresh = new History(bootstrapServers, intake, until);
            history = fresh;
            fresh.start();
        }
    }

    /// A consumer does not say that its brokers are gone; a question that stays unanswered does.
    private void ask(Consumer<byte[], byte[]> from, List<TopicPartition> all) {
        try {
            from.endOffsets(all, ANSWER_WITHIN);
            back();
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            away("Kafka at " + bootstrapServers + " gave no answer within 2 s.");
        }
    }

    private void back() {
        ready = caughtUp;
        board.kafkaAnswers(caughtUp);
        if (away) {
            away = false;
            Telemetry.kafkaBack();
        }
    }

    private void away(String reason) {
        ready = false;
        board.kafkaIsAway(reason);
        if (!away) {
            away = true;
            Telemetry.kafkaAway(reason);
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        History older = history;
        if (older != null) {
            older.close();
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
