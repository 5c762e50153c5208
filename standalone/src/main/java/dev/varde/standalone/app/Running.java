package dev.varde.standalone.app;

import dev.varde.collector.Ticker;
import dev.varde.collector.app.Collector;
import dev.varde.console.app.Console;
import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.sign.TrustedKeys;
import dev.varde.events.start.CannotStart;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.notifier.app.Notifier;
import dev.varde.notifier.app.OrderKey;
import dev.varde.notifier.delivery.Outcome;
import dev.varde.notifier.mail.Postman;
import dev.varde.notifier.smtp.MailServer;
import dev.varde.notifier.smtp.SmtpPostman;
import dev.varde.processor.app.Processor;
import dev.varde.standalone.broker.EmbeddedBroker;
import io.quarkus.arc.Arc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// The programs that run in this process, from the first to the last.
public final class Running implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Running.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(15);
    private static final long TOPICS_TIMEOUT_MILLIS = 5_000;

    private final Launch launch;
    private final String bootstrapServers;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private volatile boolean closing;

    private record Waiting(String what, BooleanSupplier ready) {}

    private Running(Launch launch, String bootstrapServers) {
        this.launch = launch;
        this.bootstrapServers = bootstrapServers;
    }

    /// @throws CannotStart when the embedded broker does not come up, or the collector cannot use
    ///   its directory
    static Running start(Launch launch) throws CannotStart {
        Configuration.Kafka kafka = launch.configuration().kafka();
        if (kafka != null) {
            Running running = new Running(launch, kafka.bootstrapServers());
            running.startPrograms();
            return running;
        }
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(launch.data().resolve("broker"));
            Running running = new Running(launch, broker.bootstrapServers());
            running.open.push(broker);
            running.startPrograms();
            return running;
        } catch (IOException e) {
            throw new CannotStart(
                    e.getMessage() + ". See " + launch.data().resolve("varde.log") + ".", e);
        }
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /// Whether the end has begun.
    public boolean closing() {
        return closing;
    }

    public Launch launch() {
        return launch;
    }

    /// The console's address with its token, or empty without a console.
    public String url() {
        return launch.has(Part.CONSOLE)
                ? "http://"
                        + (launch.host().equals("0.0.0.0") ? "127.0.0.1" : launch.host())
                        + ":"
                        + launch.port()
                        + "/?token="
                        + Arc.container().instance(Console.class).get().token()
                : "";
    }

    /// Waits on a thread of its own until everything is ready, then says so once.
    void announceWhenReady() {
        Thread.ofPlatform().daemon().name("varde-ready").start(this::awaitReady);
    }

    @Override
    public void close() {
        closing = true;
        try {
            RunningFile.remove(launch.data());
        } catch (IOException e) {
            LOG.warn("running.json stays behind", e);
        }
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                LOG.warn("a program did not end cleanly", e);
            }
        }
    }

    /// Opened last is closed first: the collector ends before the broker it writes to.
    private void startPrograms() throws CannotStart {
        Configuration c = launch.configuration();
        if (!launch.embedded()) {
            waitForTopics();
        }
        if (launch.has(Part.CONSOLE)) {
            Console console = Arc.container().instance(Console.class).get();
            console.start(c, bootstrapServers, launch.data());
            add("console", console::close, console::ready);
        }
        if (launch.has(Part.PROCESSOR)) {
            Processor processor = Processor.start(c, bootstrapServers, launch.data());
            add("processor", processor, processor::ready);
        }
        if (launch.has(Part.NOTIFIER)) {
            Notifier notifier = notifier(c);
            add("notifier", notifier, notifier::ready);
        }
        if (launch.has(Part.COLLECTOR)) {
            Collector collector =
                    collector(c, Arc.container().instance(ScheduledTicker.class).get());
            launch.file().ifPresent(f -> collector.follow(f, System.getenv(), Chapter.all()));
            add("collector", collector, collector::ready);
        }
    }

    private Notifier notifier(Configuration configuration) throws CannotStart {
        try {
            return Notifier.start(
                    configuration, bootstrapServers, launch.data(), postman(configuration));
        } catch (UncheckedIOException e) {
            throw new CannotStart("The notifier does not start: " + e.getMessage() + ".", e);
        }
    }

    /// Beside a notifier its key is trusted, so that one process needs no keys in its file.
    private TrustedKeys ownKeys() {
        return launch.has(Part.NOTIFIER)
                ? TrustedKeys.of(OrderKey.of(launch.configuration(), launch.data()).trusted())
                : TrustedKeys.NOBODY;
    }

    private static Postman postman(Configuration c) {
        return c.mail() == null
                ? _ -> new Outcome.Temporary(null, "no mail server is configured", null)
                : new SmtpPostman(MailServer.of(c.mail()));
    }

    private Collector collector(Configuration configuration, Ticker ticker) throws CannotStart {
        try {
            return Collector.start(
                    configuration, bootstrapServers, launch.data(), ticker, ownKeys());
        } catch (UncheckedIOException e) {
            throw new CannotStart("The collector does not start: " + e.getMessage() + ".", e);
        }
    }

    /// Makes the topics as soon as the cluster answers; the programs start meanwhile and wait too.
    private void waitForTopics() {
        AtomicBoolean made = new AtomicBoolean();
        waiting.add(new Waiting("Kafka at " + bootstrapServers, made::get));
        Thread.ofPlatform()
                .daemon()
                .name("varde-topics")
                .start(() -> {
                    while (!made.get() && !closing) {
                        try {
                            TopicAdmin.ensure(bootstrapServers, TOPICS_TIMEOUT_MILLIS);
                            made.set(true);
                        } catch (TopicAdmin.Unavailable e) {
                            LOG.info(e.getMessage());
                        }
                    }
                });
    }

    private void add(String what, AutoCloseable program, BooleanSupplier ready) {
        open.push(program);
        waiting.add(new Waiting(what, ready));
    }

    private void awaitReady() {
        long said = System.nanoTime();
        while (!closing) {
            List<String> missing =
                    waiting.stream()
                            .filter(w -> !w.ready().getAsBoolean())
                            .map(Waiting::what)
                            .toList();
            if (missing.isEmpty()) {
                announce();
                return;
            }
            if (System.nanoTime() - said > SAY_AGAIN.toNanos()) {
                said = System.nanoTime();
                System.err.println(
                        "Not ready yet: waiting for " + String.join(", ", missing) + ".");
            }
            pause();
        }
    }

    private void announce() {
        try {
            new RunningFile(ProcessHandle.current().pid(), bootstrapServers, url())
                    .write(launch.data());
        } catch (IOException e) {
            LOG.warn("running.json cannot be written; commands will not find this Varde", e);
        }
        launch.whenReady().accept(this);
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
