package dev.varde.processor.app;

import dev.varde.events.config.Configuration;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.TopicAdmin.Unavailable;
import dev.varde.processor.topology.IncidentTopology;
import dev.varde.processor.topology.ProcessorLog;
import dev.varde.processor.topology.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/// The running processor. It waits for Kafka as long as it takes and is ready when it reads.
public final class Processor implements AutoCloseable {
    private static final long ASK_MILLIS = 5_000;
    private static final long PAUSE_MILLIS = 500;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final Configuration configuration;
    private final String bootstrapServers;
    private final Path data;
    private final ProcessorLog log = new ProcessorLog();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicReference<@Nullable KafkaStreams> streams = new AtomicReference<>();
    private final Thread runner;

    private Processor(Configuration configuration, String bootstrapServers, Path data) {
        this.configuration = configuration;
        this.bootstrapServers = bootstrapServers;
        this.data = data;
        this.runner = Thread.ofPlatform().name("varde-processor").daemon().unstarted(this::run);
    }

    /// Starts at once and returns; see [#ready()].
    ///
    /// @param data the directory of all of Varde's data on this machine
    public static Processor start(Configuration configuration, String bootstrapServers, Path data) {
        Processor processor = new Processor(configuration, bootstrapServers, data);
        processor.runner.start();
        return processor;
    }

    /// Whether it reads events now.
    public boolean ready() {
        KafkaStreams running = streams.get();
        return running != null && running.state() == KafkaStreams.State.RUNNING;
    }

    /// Keeps a stream running until closed: a stream that ended in an error is begun anew.
    private void run() {
        try {
            while (!closed()) {
                if (!running() && topicsThere()) {
                    begin();
                }
                boolean _ = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean running() {
        KafkaStreams running = streams.get();
        return running != null && running.state().isRunningOrRebalancing();
    }

    private boolean topicsThere() {
        try {
            TopicAdmin.ensureInternal(bootstrapServers, ASK_MILLIS);
            return true;
        } catch (Unavailable e) {
            log.waiting(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void begin() {
        KafkaStreams before = streams.getAndSet(null);
        if (before != null) {
            before.close(CLOSE_WITHIN);
        }
        Properties settings = Settings.of(bootstrapServers, data, 1, 0);
        try {
            KafkaStreams next = new KafkaStreams(IncidentTopology.of(configuration), settings);
            next.setStateListener((to, from) -> log.state(from, to));
            next.setUncaughtExceptionHandler(e -> {
                log.threadFailed(e);
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            });
            streams.set(next);
            next.start();
        } catch (KafkaException e) {
            log.waiting(String.valueOf(e.getMessage()));
        }
    }

    private boolean closed() {
        return closing.getCount() == 0;
    }

    /// Ends the stream within five seconds; what was read but not committed is read again next
    /// time.
    @Override
    public void close() {
        closing.countDown();
        runner.interrupt();
        try {
            boolean _ = runner.join(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        KafkaStreams running = streams.getAndSet(null);
        if (running != null) {
            running.close(CLOSE_WITHIN);
        }
    }
}
