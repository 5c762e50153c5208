package dev.varde.collector.app;

import dev.varde.collector.LogBook;
import dev.varde.collector.Ticker;
import dev.varde.collector.journal.Audience;
import dev.varde.collector.journal.Journal;
import dev.varde.collector.keeper.KeeperWatch;
import dev.varde.collector.kernel.Boots;
import dev.varde.collector.kernel.ElsewhereRead;
import dev.varde.collector.kernel.KernelLog;
import dev.varde.collector.kernel.KillWatch;
import dev.varde.collector.order.Foreman;
import dev.varde.collector.order.KafkaOrders;
import dev.varde.collector.order.Orders;
import dev.varde.collector.order.Terms;
import dev.varde.collector.probe.HostFacts;
import dev.varde.collector.probe.Probes;
import dev.varde.collector.probe.UnitWatch;
import dev.varde.collector.redact.RedactedLog;
import dev.varde.collector.redact.Redactor;
import dev.varde.collector.right.Survey;
import dev.varde.collector.self.Endpoint;
import dev.varde.collector.ship.KafkaSink;
import dev.varde.collector.ship.SpooledOutbox;
import dev.varde.collector.tail.Tails;
import dev.varde.events.HostName;
import dev.varde.events.config.Chapter;
import dev.varde.events.config.Configuration;
import dev.varde.events.sign.TrustedKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/// The collector of one host: looks, tails, ships, carries out orders.
///
/// In its data directory: `spool/` (events not yet acknowledged), `positions.json` (logs),
/// `boot.json`, `kmsg.position`, `kills.json`, `journal.position`, `units.mains` (main processes of
/// systemd units), `processes.json`, `orders/` (which were seen, and what actions printed). It
/// starts and works without Kafka, and keeps what it sees until Kafka is there.
public final class Collector implements AutoCloseable {
    /// What it needs of the configuration.
    public static final Set<Chapter> NEEDS = Set.of(Chapter.SERVICES, Chapter.ORDERS);

    private static final Path KERNEL_LOG = Path.of("/dev/kmsg");
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration LOOK_AT_FILE = Duration.ofSeconds(2);
    private static final Duration SEE_ALL = Duration.ofSeconds(10);
    private static final Duration KEEPERS = Duration.ofSeconds(5);

    private final HostName host;
    private final TrustedKeys ownKeys;
    private final InstantSource clock = InstantSource.system();
    private final SpooledOutbox outbox;
    private final Gate gate;
    private final Ticker ticker;
    private final Announcement announcement;
    private final Boots boots;
    private final UnitWatch units;
    private final KeeperWatch keepers;
    private final Tails tails;
    private final Journal journal;
    private final Probes probes;
    private final KillWatch kills;
    private final KernelLog kernel;
    private final Eyesight eyesight;
    private final Foreman foreman;
    private final Orders orders;
    private final OwnState state;
    private final Optional<Endpoint> endpoint;
    private volatile Configuration configuration;
    private volatile boolean closed;

    private Collector(
            Configuration configuration,
            String bootstrapServers,
            Path data,
            Ticker ticker,
            TrustedKeys ownKeys,
            Opened opened)
            throws IOException {
        this.host = configuration.host().name();
        this.ownKeys = ownKeys;
        this.configuration = configuration;
        this.ticker = ticker;
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
        this.gate = new Gate(outbox, Announcement.names(configuration));
        this.units = UnitWatch.open(List.of("systemctl"), configuration.services(), data, gate);
        this.keepers = KeeperWatch.of(run, configuration.services(), gate, clock);
        this.announcement = new Announcement(run, gate, clock, units::restarts);
        announcement.started(configuration, facts);
        this.boots = Boots.begin(facts.bootId(), data, gate);
        this.tails =
                opened.add(
                        "the log reader",
                        Tails.start(
                                configuration.services(),
                                data.resolve("positions.json"),
                                gate,
                                clock));
        this.journal =
                opened.add(
                        "the journal",
                        Journal.open(
                                Journal.Settings.here(ElsewhereRead.isNeeded(KERNEL_LOG)),
                                configuration.services(),
                                data.resolve("journal.position"),
                                gate,
                                clock));
        LogBook logs = new AllLogs(tails, journal);
        this.probes =
                opened.add(
                        "the probes", Probes.start(configuration, data, gate, logs, units, ticker));
        this.kills =
                opened.add(
                        "the watch for kills",
                        KillWatch.start(
                                KillWatch.Place.of(facts.bootId(), data), probes, probes, gate));
        this.kernel =
                opened.add(
                        "the kernel log",
                        KernelLog.start(
                                KERNEL_LOG,
                                facts.bootId(),
                                data.resolve("kmsg.position"),
                                probes,
                                kills,
                                gate));
        journal.follow(
                new Audience(
                        probes,
                        kills,
                        new ElsewhereRead(probes, kills, gate),
                        units::mainPid,
                        probes::unitSpoke));
        this.eyesight = new Eyesight(new Survey(probes::watchesDeaths), run, gate, clock);
        this.foreman = foreman(configuration, orderDirectory);
        this.orders =
                opened.add("the order reader", orders(foreman, bootstrapServers, orderDirectory));
        this.state =
                new OwnState(
                        () -> this.configuration,
                        gate,
                        outbox,
                        data.resolve("spool"),
                        tails,
                        clock);
        this.endpoint = endpoint(configuration, opened);
        ticker.every("collector-heartbeat", HEARTBEAT, this::beat);
        seeAll();
        ticker.every("eyesight", SEE_ALL, this::seeAll);
        ticker.every("keepers", KEEPERS, this::askKeepers);
        CollectorLog.started(host, configuration.services().size(), run);
    }

    /// Starts looking; returns when the first look is done. Events go out when Kafka is there.
    ///
    /// @param data directory for what must outlive the process; made when missing
    /// @throws UncheckedIOException when the data directory cannot be used
    public static Collector start(
            Configuration configuration, String bootstrapServers, Path data, Ticker ticker) {
        return start(configuration, bootstrapServers, data, ticker, TrustedKeys.NOBODY);
    }

    /// @param ownKeys trusted beside those of the configuration: those of a notifier in this
    ///   process
    public static Collector start(
            Configuration configuration,
            String bootstrapServers,
            Path data,
            Ticker ticker,
            TrustedKeys ownKeys) {
        Opened opened = new Opened();
        try {
            Files.createDirectories(data);
            return new Collector(configuration, bootstrapServers, data, ticker, ownKeys, opened);
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
                        terms(configuration),
                        directory,
                        probes,
                        probes::hurry,
                        gate,
                        clock,
                        Redactor.of(configuration.redaction())));
    }

    private Terms terms(Configuration configuration) {
        Configuration.Orders orders = configuration.orders();
        return new Terms(
                host, configuration.services(), orders.trust().and(ownKeys), orders.limit());
    }

    /// Without it where the address cannot be listened on: nobody loses an event for that.
    private Optional<Endpoint> endpoint(Configuration configuration, Opened opened) {
        Configuration.Listen address = configuration.host().http();
        if (address == null) {
            return Optional.empty();
        }
        try {
            Endpoint shown =
                    Endpoint.open(new InetSocketAddress(address.host(), address.port()), state);
            CollectorLog.showsItself(address.host() + ":" + shown.port());
            return Optional.of(opened.add("the endpoint", shown));
        } catch (IOException | IllegalArgumentException e) {
            CollectorLog.doesNotShowItself(
                    address.host() + ":" + address.port(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
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

    /// Takes the file over whenever it changes or the process is sent SIGHUP.
    ///
    /// @param file where the configuration was read from
    /// @param needed what is used of it in this process
    public void follow(Path file, Map<String, String> environment, Set<Chapter> needed) {
        Reload reload = new Reload(new Reload.Source(file, environment, needed), new Swap());
        reload.begin();
        ticker.every("configuration", LOOK_AT_FILE, reload::look);
        if (!Hangup.hear(() -> Thread.ofVirtual().name("varde-reload").start(reload::again))) {
            CollectorLog.deafToHangup();
        }
    }

    /// Swaps what changed, service by service.
    private final class Swap implements Reload.Taker {
        @Override
        public Configuration current() {
            return configuration;
        }

        @Override
        public void take(Configuration next, ConfigurationFile.Content file, List<String> changes) {
            if (closed) {
                return;
            }
            configuration = next;
            redactBy(Redactor.of(next.redaction()));
            CollectorLog.taken(file.path(), changes);
            units.reconfigure(next.services());
            keepers.reconfigure(next.services());
            gate.admit(Announcement.names(next), announcement.taken(next, file, changes));
            foreman.reconfigure(terms(next));
            journal.reconfigure(next.services());
            tails.reconfigure(next.services());
            probes.reconfigure(next);
            seeAll();
        }

        @Override
        public void reject(ConfigurationFile.Content file, List<String> problems) {
            CollectorLog.rejected(file.path(), problems);
            announcement.rejected(file, problems);
        }
    }

    /// First of all that changes: nothing of the new services is written by the old rules.
    private void redactBy(Redactor redactor) {
        RedactedLog.redactBy(redactor);
        outbox.redactBy(redactor);
        foreman.redactBy(redactor);
        probes.redactBy(redactor);
    }

    private void seeAll() {
        if (!closed) {
            eyesight.look(configuration.services(), gate::blindSpots);
            eyesight.trusts(
                    configuration.services(), !terms(configuration).trust().keys().isEmpty());
        }
    }

    private void askKeepers() {
        try {
            if (!closed) {
                keepers.look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        if (!closed) {
            boots.alive(clock.instant());
            state.beats();
            announcement.alive(
                    OwnUse.now(clock.instant()),
                    outbox.spooled(),
                    outbox.dropped(),
                    state.own(),
                    state::acknowledged);
        }
    }

    /// Whether Kafka takes its events.
    public boolean ready() {
        return !closed && outbox.connected();
    }

    /// The port of its health and metrics.
    public OptionalInt httpPort() {
        return endpoint.map(e -> OptionalInt.of(e.port())).orElse(OptionalInt.empty());
    }

    /// Stops looking, says so, gives Kafka up to two seconds for the rest; what it does not take
    /// stays on disk for the next start. A restart action under way goes on by itself.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        endpoint.ifPresent(e -> Opened.close("the endpoint", e));
        Opened.close("the order reader", orders);
        Opened.close("the kernel log", kernel);
        Opened.close("the probes", probes);
        Opened.close("the journal", journal);
        Opened.close("the watch for kills", kills);
        Opened.close("the log reader", tails);
        boots.stopped();
        announcement.stopped("the collector was told to stop");
        Opened.close("the outbox", outbox);
        tails.savePositions();
        journal.savePosition();
        CollectorLog.stopped(host, outbox.spooled());
    }
}
