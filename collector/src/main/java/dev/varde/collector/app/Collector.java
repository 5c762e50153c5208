package dev.varde.collector.app;

import dev.varde.collector.Ticker;
import dev.varde.collector.order.Foreman;
import dev.varde.collector.order.KafkaOrders;
import dev.varde.collector.order.Orders;
import dev.varde.collector.probe.HostFacts;
import dev.varde.collector.probe.Probes;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.collector.redact.Redactor;
import dev.varde.collector.ship.KafkaSink;
import dev.varde.collector.ship.SpooledOutbox;
import dev.varde.collector.tail.KernelLog;
import dev.varde.collector.tail.Tails;
import dev.varde.events.HostName;
import dev.varde.events.config.Configuration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;

/// The collector of one host: looks, tails, ships, carries out orders.
///
/// In its data directory: `spool/` (events not yet acknowledged), `positions.json` (logs),
/// `kmsg.position`, `processes.json`, `orders/` (which were seen, and what actions printed). It
/// starts and works without Kafka, and keeps what it sees until Kafka is there.
public final class Collector implements AutoCloseable {
    private static final Path KERNEL_LOG = Path.of("/dev/kmsg");
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final HostName host;
    private final InstantSource clock = InstantSource.system();
    private final SpooledOutbox outbox;
    private final Announcement announcement;
    private final Tails tails;
    private final Probes probes;
    private final KernelLog kernel;
    private final Orders orders;
    private volatile boolean closed;

    private Collector(
            Configuration configuration,
            String bootstrapServers,
            Path data,
            Ticker ticker,
            Opened opened)
            throws IOException {
        this.host = configuration.host().name();
        Redactor redactor = Redactor.of(configuration.redaction());
        RedactedLog.redactBy(redactor);
        String run = UUID.randomUUID().toString();
        HostFacts facts = HostFacts.read();
        Path orderDirectory = Files.createDirectories(data.resolve("orders"));
        this.outbox =
                opened.add(
                        "the outbox",
                        SpooledOutbox.open(
                                new SpooledOutbox.Settings(
                                        data.resolve("spool"),
                                        SpooledOutbox.BOUND,
                                        host,
                                        run,
                                        redactor),
                                () -> KafkaSink.connect(bootstrapServers, host),
                                clock));
        this.announcement = new Announcement(configuration, run, outbox, clock);
        announcement.started(facts, new UnitGuards());
        this.tails =
                opened.add(
                        "the log reader",
                        Tails.start(
                                configuration.services(),
                                data.resolve("positions.json"),
                                outbox,
                                clock));
        this.probes =
                opened.add("the probes", Probes.start(configuration, data, outbox, tails, ticker));
        this.kernel =
                opened.add(
                        "the kernel log",
                        KernelLog.start(
                                KERNEL_LOG,
                                facts.bootId(),
                                data.resolve("kmsg.position"),
                                probes,
                                outbox));
        Foreman foreman = foreman(configuration, orderDirectory);
        this.orders =
                opened.add("the order reader", orders(foreman, bootstrapServers, orderDirectory));
        ticker.every("collector-heartbeat", HEARTBEAT, this::beat);
        CollectorLog.started(host, configuration.services().size(), run);
    }

    /// Starts looking; returns when the first look is done. Events go out when Kafka is there.
    ///
    /// @param data directory for what must outlive the process; made when missing
    /// @throws UncheckedIOException when the data directory cannot be used
    public static Collector start(
            Configuration configuration, String bootstrapServers, Path data, Ticker ticker) {
        Opened opened = new Opened();
        try {
            Files.createDirectories(data);
            return new Collector(configuration, bootstrapServers, data, ticker, opened);
        } catch (RuntimeException | Error e) {
            opened.closeAll();
            throw e;
        } catch (IOException e) {
            opened.closeAll();
            throw new UncheckedIOException(
                    "the data directory " + data + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Foreman foreman(Configuration configuration, Path directory) throws IOException {
        return Foreman.open(
                new Foreman.Site(
                        configuration.services(),
                        directory,
                        probes,
                        probes::hurry,
                        outbox,
                        clock,
                        Redactor.of(configuration.redaction())));
    }

    private Orders orders(Foreman foreman, String bootstrapServers, Path directory) {
        return Orders.start(
                host,
                foreman,
                () -> KafkaOrders.consumer(bootstrapServers, host),
                record -> KafkaOrders.sendDeadLetter(bootstrapServers, record),
                directory.resolve("place"),
                clock);
    }

    private void beat() {
        if (!closed) {
            announcement.alive(OwnUse.now(clock.instant()), outbox.spooled(), outbox.dropped());
        }
    }

    /// Whether Kafka takes its events.
    public boolean ready() {
        return !closed && outbox.connected();
    }

    /// Stops looking, says so, gives Kafka up to two seconds for the rest; what it does not take
    /// stays on disk for the next start. A restart action under way goes on by itself.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Opened.close("the order reader", orders);
        Opened.close("the kernel log", kernel);
        Opened.close("the probes", probes);
        Opened.close("the log reader", tails);
        announcement.stopped("the collector was told to stop");
        Opened.close("the outbox", outbox);
        tails.savePositions();
        CollectorLog.stopped(host, outbox.spooled());
    }
}
