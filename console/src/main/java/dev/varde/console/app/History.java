package dev.varde.console.app;

import dev.varde.events.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// Reads, once and in the background, the older events that are told only when something starts:
/// hosts' facts, configured services, blind spots, processes. Other records are passed over by
/// their header without being parsed.
final class History implements AutoCloseable {
    private static final Set<String> TOLD_ONCE =
            Set.of(
                    "dev.varde.collector.started",
                    "dev.varde.collector.stopped",
                    "dev.varde.service.declared",
                    "dev.varde.blind-spot",
                    "dev.varde.blind-spot.cured",
                    "dev.varde.configuration.taken",
                    "dev.varde.configuration.rejected",
                    "dev.varde.process.started",
                    "dev.varde.process.exited",
                    "dev.varde.process.missing");
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long CLOSE_MILLIS = 2_000;

    private final String bootstrapServers;
    private final Intake intake;
    private final Map<TopicPartition, Long> until;
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    /// @param until where to end, by partition of `varde.events`
    History(String bootstrapServers, Intake intake, Map<TopicPartition, Long> until) {
        this.bootstrapServers = bootstrapServers;
        this.intake = intake;
        this.until = new HashMap<>(until);
        this.thread = new Thread(this::run, "varde-console-history");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (Consumer<byte[], byte[]> from = Consumers.open(bootstrapServers)) {
            consumer = from;
            from.assign(until.keySet());
            from.seekToBeginning(until.keySet());
            while (!closed && behind(from)) {
                from.poll(POLL).forEach(this::take);
            }
        } catch (WakeupException e) {
            closed = true;
        } catch (KafkaException e) {
            Telemetry.historyUnread(String.valueOf(e.getMessage()));
        }
    }

    private boolean behind(Consumer<byte[], byte[]> from) {
        return until.entrySet().stream().anyMatch(e -> from.position(e.getKey()) < e.getValue());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Long end = until.get(new TopicPartition(Topics.EVENTS, record.partition()));
        Header type = record.headers().lastHeader("ce_type");
        if (end != null
                && record.offset() < end
                && type != null
                && TOLD_ONCE.contains(new String(type.value(), StandardCharsets.UTF_8))) {
            intake.take(record, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
