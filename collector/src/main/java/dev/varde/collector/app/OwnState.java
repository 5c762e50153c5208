package dev.varde.collector.app;

import dev.varde.collector.self.Endpoint;
import dev.varde.collector.self.Health;
import dev.varde.collector.ship.SpooledOutbox;
import dev.varde.collector.tail.Tails;
import dev.varde.events.CollectorFact.Own;
import dev.varde.events.config.Configuration;
import dev.varde.events.metrics.MetricsText;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// How the collector itself is: what its heartbeat says, and the same for those who ask.
final class OwnState implements Endpoint.Shown {
    /// Several heartbeats; then the thread that beats hangs.
    private static final Duration SILENT = Duration.ofSeconds(60);

    private final Supplier<Configuration> configuration;
    private final Gate gate;
    private final SpooledOutbox outbox;
    private final Path spool;
    private final Tails tails;
    private final InstantSource clock;
    private final Instant began;
    private volatile Instant acknowledged;
    private volatile Instant beat;

    /// @param spool the spool's directory
    OwnState(
            Supplier<Configuration> configuration,
            Gate gate,
            SpooledOutbox outbox,
            Path spool,
            Tails tails,
            InstantSource clock) {
        this.configuration = configuration;
        this.gate = gate;
        this.outbox = outbox;
        this.spool = spool;
        this.tails = tails;
        this.clock = clock;
        this.began = clock.instant();
        this.acknowledged = began;
        this.beat = began;
    }

    void beats() {
        beat = clock.instant();
    }

    /// The broker has a heartbeat, and so all events before it; or it was given up.
    void acknowledged() {
        if (outbox.connected()) {
            acknowledged = clock.instant();
        }
    }

    Own own() {
        return new Own(
                OwnUse.heap(),
                spoolBytes(),
                unacknowledged(),
                tails.behind(),
                OwnUse.openFiles(),
                gate.blindSpots().size());
    }

    private Duration unacknowledged() {
        return outbox.spooled() == 0
                ? Duration.ZERO
                : Duration.between(acknowledged, clock.instant());
    }

    private long spoolBytes() {
        long bytes = 0;
        File[] files = spool.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
            bytes += file.length();
        }
        return bytes;
    }

    @Override
    public Health live() {
        Duration silent = Duration.between(beat, clock.instant());
        return new Health(
                List.of(
                        new Health.Check(
                                "heart",
                                silent.compareTo(SILENT) < 0,
                                "last beat " + silent.toSeconds() + " s ago")));
    }

    @Override
    public Health ready() {
        return new Health(
                List.of(
                        new Health.Check(
                                "kafka", outbox.connected(), outbox.spooled() + " events wait")));
    }

    @Override
    public MetricsText metrics() {
        MetricsText text = new MetricsText();
        process(text);
        delivery(text);
        Map<String, Integer> blind = new LinkedHashMap<>();
        gate.blindSpots().stream().limit(100).forEach(source -> blind.put(source, 1));
        return text.gauge(
                        "varde_collector_services",
                        "Services that are watched.",
                        configuration.get().services().size())
                .gauge(
                        "varde_collector_log_behind_bytes",
                        "Bytes of the followed logs that are not read and acknowledged.",
                        tails.behind())
                .gauge(
                        "varde_collector_blind_spots",
                        "Sources that cannot be read.",
                        gate.blindSpots().size())
                .gauges(
                        "varde_collector_blind_spot",
                        "A source that cannot be read.",
                        "source",
                        blind)
                .counters(
                        "varde_collector_configurations_total",
                        "Changed configuration files, by what became of them.",
                        "outcome",
                        Map.of(
                                "taken", Tally.CONFIGURATIONS_TAKEN.count(),
                                "rejected", Tally.CONFIGURATIONS_REJECTED.count()))
                .counter(
                        "varde_collector_failed_ticks_total",
                        "Regular looks that failed and were tried again.",
                        Tally.TICKS_FAILED.count());
    }

    private void process(MetricsText text) {
        OwnUse use = OwnUse.now(clock.instant());
        text.info(
                        "varde_collector_info",
                        "The collector's version and host.",
                        Map.of(
                                "version",
                                Announcement.version(),
                                "host",
                                configuration.get().host().name().value()))
                .gauge(
                        "process_resident_memory_bytes",
                        "Resident memory size in bytes.",
                        use.resident())
                .counter(
                        "process_cpu_seconds_total",
                        "User and system CPU time spent in seconds.",
                        use.cpuSeconds())
                .gauge("process_open_fds", "Open file descriptors.", OwnUse.openFiles())
                .gauge(
                        "process_start_time_seconds",
                        "Start time since the Unix epoch in seconds.",
                        clock.instant().minus(use.uptime()).getEpochSecond())
                .gauge("varde_collector_heap_bytes", "Java heap in use.", OwnUse.heap());
    }

    private void delivery(MetricsText text) {
        text.gauge(
                        "varde_collector_broker_connected",
                        "Whether Kafka takes events.",
                        outbox.connected() ? 1 : 0)
                .gauge(
                        "varde_collector_spooled_events",
                        "Events on disk that the broker has not acknowledged.",
                        outbox.spooled())
                .gauge("varde_collector_spool_bytes", "Bytes of the spool on disk.", spoolBytes())
                .gauge(
                        "varde_collector_unacknowledged_seconds",
                        "For how long nothing was acknowledged although events wait.",
                        unacknowledged().toMillis() / 1_000.0)
                .counter(
                        "varde_collector_dropped_events_total",
                        "Events given up for lack of room.",
                        outbox.dropped())
                .counters(
                        "varde_collector_events_total",
                        "Events that were seen, by type.",
                        "type",
                        gate.counts());
    }
}
