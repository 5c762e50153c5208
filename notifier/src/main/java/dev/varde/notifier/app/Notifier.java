package dev.varde.notifier.app;

import dev.varde.events.config.Configuration;
import dev.varde.events.sign.SigningKey;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.notifier.NotifierLog;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.delivery.Schedule;
import dev.varde.notifier.delivery.Step;
import dev.varde.notifier.dispatch.Channels;
import dev.varde.notifier.dispatch.Dispatcher;
import dev.varde.notifier.ledger.Canary;
import dev.varde.notifier.ledger.Ledger;
import dev.varde.notifier.ledger.Outcomes;
import dev.varde.notifier.mail.Postman;
import dev.varde.notifier.webhook.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/// The notifier program: one thread with the ledger, and virtual threads that send. Kafka may be
/// away at any time; it then tries again each second and never ends because of it.
public final class Notifier implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long TOPICS_MILLIS = 10_000;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(12);

    private final Configuration configuration;
    private final String bootstrapServers;
    private final String instance;
    private final SigningKey orderKey;
    private final Caller caller = Caller.open();
    private final Canary canary;
    private final Channels channels;
    private final Consumer<Step> steps;
    private final Outcomes outcomes = new Outcomes();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Ledger ledger;

    private Notifier(
            Configuration configuration,
            String bootstrapServers,
            Path data,
            Postman postman,
            Consumer<Step> steps) {
        this.steps = steps;
        this.configuration = configuration;
        this.bootstrapServers = bootstrapServers;
        this.instance = InstanceName.in(data);
        this.orderKey = OrderKey.of(configuration, data);
        this.canary = new Canary(configuration.canary(), InstantSource.system());
        this.channels = ConfiguredChannels.of(configuration, postman, caller, canary);
        this.thread = Thread.ofPlatform().name("varde-notifier").unstarted(this::run);
    }

    /// Starts and returns at once; [#ready()] tells when it has its partitions.
    ///
    /// @param data directory where it keeps its name and, unless the configuration names one, its
    ///   key for restart orders
    /// @throws java.io.UncheckedIOException when that key cannot be used
    public static Notifier start(
            Configuration configuration, String bootstrapServers, Path data, Postman postman) {
        return start(configuration, bootstrapServers, data, postman, _ -> {});
    }

    /// @param steps told of each step; called from several threads
    public static Notifier start(
            Configuration configuration,
            String bootstrapServers,
            Path data,
            Postman postman,
            Consumer<Step> steps) {
        Notifier notifier = new Notifier(configuration, bootstrapServers, data, postman, steps);
        NotifierLog.signsWith(notifier.orderKey.trusted().text());
        notifier.thread.start();
        return notifier;
    }

    /// Whether it is connected, has read the ledger back and tells of what comes.
    public boolean ready() {
        Ledger l = ledger;
        return l != null && l.isReady();
    }

    /// How long the canary took in the last hour; empty before it came for the first time.
    public Optional<Canary.Times> canary() {
        return canary.times();
    }

    /// Since when the canary is missing: what happens is not told.
    public Optional<Instant> canaryLost() {
        return canary.lost();
    }

    /// Lets messages under way end for up to five seconds and notes what became of them.
    @Override
    public void close() {
        closing.countDown();
        Ledger l = ledger;
        if (l != null) {
            l.wakeup();
        }
        try {
            if (!thread.join(LONGEST_CLOSE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        caller.close();
    }

    private void run() {
        warmUp();
        while (!isClosing()) {
            try {
                TopicAdmin.ensure(bootstrapServers, TOPICS_MILLIS);
                runLedger();
            } catch (TopicAdmin.Unavailable | KafkaException e) {
                NotifierLog.unreachable(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                NotifierLog.broken(e);
            }
            await();
        }
    }

    private void warmUp() {
        Outcome _ = WarmUp.run(caller, Instant.now());
        if (configuration.receivers().stream().anyMatch(Notifier::byTls)) {
            Thread.ofVirtual().start(() -> WarmUp.runTls(caller, Instant.now()));
        }
    }

    private static boolean byTls(Configuration.Receiver receiver) {
        return receiver.webhook() != null && receiver.webhook().url().reveal().startsWith("https:");
    }

    private void runLedger() {
        try (Ledger opened =
                new Ledger(
                        configuration,
                        bootstrapServers,
                        new Ledger.Around(
                                instance,
                                orderKey,
                                this::dispatcher,
                                outcomes,
                                canary,
                                InstantSource.system(),
                                steps))) {
            ledger = opened;
            if (!isClosing()) {
                opened.run();
            }
        } finally {
            ledger = null;
        }
    }

    private Dispatcher dispatcher(Dispatcher.Reports reports) {
        return new Dispatcher(
                channels,
                Schedule.STANDARD,
                InstantSource.system(),
                () -> ThreadLocalRandom.current().nextDouble(),
                reports);
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void await() {
        try {
            closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }
}
