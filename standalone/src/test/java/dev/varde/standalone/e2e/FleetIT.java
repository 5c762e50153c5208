package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.CollectorFact.Heartbeat;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.Incident;
import dev.varde.events.IncidentId;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ServiceName;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Records;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import dev.varde.standalone.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processors share a fleet's partitions, and one of them is killed in the midst of it.
class FleetIT {
    private static final int PARTITIONS = 4;
    private static final ServiceName POSTGRES = new ServiceName("postgres");
    private static final ServiceName KONTALI = new ServiceName("kontali-backend");
    private static final HostName DB_1 = new HostName("db-1");
    private static final List<HostName> WEBS =
            IntStream.rangeClosed(1, 8).mapToObj(i -> new HostName("web-" + i)).toList();

    @TempDir static Path directory;

    private final Codec codec = new Codec();
    private final Records records = new Records(codec);
    private final Map<HostName, AtomicLong> numbers = new ConcurrentHashMap<>();
    private final ScheduledExecutorService hearts = Executors.newSingleThreadScheduledExecutor();
    private final List<Incident> told = new ArrayList<>();
    private EmbeddedBroker broker;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> incidents;
    private VardeProcess first;
    private VardeProcess second;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        widen();
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 0),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        incidents = reader();
        first = processor("a");
        second = processor("b");
        first.ready();
        second.ready();
    }

    @AfterEach
    void stop() throws Exception {
        hearts.shutdownNow();
        first.close();
        second.close();
        incidents.close();
        producer.close(Duration.ofSeconds(2));
        broker.close();
    }

    @Test
    void aDatabasesDeathExplainsEightHostsThoughAProcessorIsKilledMeanwhile() throws Exception {
        Stream.concat(Stream.of(DB_1), WEBS.stream()).forEach(this::begin);
        Future<?> _ = hearts.scheduleAtFixedRate(this::beat, 0, 2, TimeUnit.SECONDS);

        see(DB_1, POSTGRES, killed());
        IncidentId database = await("the database's death", DB_1).id();
        WEBS.subList(0, 4).forEach(this::lostItsDatabase);
        WEBS.subList(0, 4).forEach(w -> await("a death under it", w));
        first.kill();
        WEBS.subList(4, 8).forEach(this::lostItsDatabase);

        Awaitility.await("all hang under the database, and it knows them")
                .atMost(Duration.ofMinutes(3))
                .untilAsserted(() -> {
                    poll();
                    assertThat(newest(DB_1).members())
                            .as(WEBS.stream().map(this::summary).collect(Collectors.joining()))
                            .hasSize(WEBS.size());
                    WEBS.forEach(
                            w -> assertThat(newest(w).parent()).as(summary(w)).isEqualTo(database));
                });
        assertThat(told.stream().map(i -> i.id() + "/" + i.revision())).doesNotHaveDuplicates();
        assertThat(lives()).hasSize(WEBS.size() + 1);
        lives().values()
                .forEach(life ->
                        assertThat(life)
                                .extracting(Incident::revision)
                                .containsExactlyElementsOf(
                                        IntStream.rangeClosed(1, life.size()).boxed().toList()));
    }

    private Map<IncidentId, List<Incident>> lives() {
        return told.stream().collect(Collectors.groupingBy(Incident::id));
    }

    private Incident newest(HostName host) {
        return told.stream()
                .filter(i -> i.host().equals(host))
                .reduce((_, newer) -> newer)
                .orElseThrow(() -> new AssertionError("nothing told of " + host));
    }

    private String summary(HostName host) {
        return told.stream()
                .filter(i -> i.host().equals(host))
                .map(i ->
                        i.subject()
                                + " revision "
                                + i.revision()
                                + " "
                                + i.change()
                                + " "
                                + i.cause()
                                + " under "
                                + i.parent()
                                + ": "
                                + i.timeline().getLast().what())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private Incident await(String what, HostName host) {
        Awaitility.await(what + " on " + host)
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    poll();
                    return told.stream().anyMatch(i -> i.host().equals(host));
                });
        return newest(host);
    }

    private void begin(HostName host) {
        boolean database = host.equals(DB_1);
        ServiceName service = database ? POSTGRES : KONTALI;
        see(
                host,
                service,
                new ServiceDeclared(
                        Map.of(),
                        database ? List.of() : List.of(POSTGRES),
                        true,
                        List.of(),
                        null,
                        false));
        see(
                host,
                service,
                new ProcessStarted(
                        new ProcessKey(12, 12),
                        Role.MAIN,
                        "python3",
                        Instant.now().minusSeconds(600),
                        true));
    }

    private void lostItsDatabase(HostName host) {
        see(
                host,
                KONTALI,
                new LogMatched(
                        "/var/log/kontali/app.log",
                        990,
                        LogKind.STACK_TRACE,
                        List.of(
                                "Traceback (most recent call last):",
                                "  File \"/srv/kontali/main.py\", line 12, in <module>",
                                "    engine.connect()",
                                "psycopg.OperationalError: connection failed: connection to"
                                        + " server at \"db-1\", port 5432 failed: Connection refused"),
                        null));
        see(host, KONTALI, ended(ExitStatus.exited(1)));
    }

    private static ProcessExited killed() {
        return ended(ExitStatus.signalled(9, false));
    }

    private static ProcessExited ended(ExitStatus status) {
        return new ProcessExited(
                new ProcessKey(12, 12),
                Role.MAIN,
                "python3",
                Instant.now().minusSeconds(600),
                status,
                null,
                null,
                List.of(),
                0);
    }

    private void beat() {
        Stream.concat(Stream.of(DB_1), WEBS.stream())
                .forEach(h ->
                        see(
                                h,
                                null,
                                new Heartbeat(Duration.ofHours(1), 80_000_000, 1, 0, 0, null)));
    }

    private synchronized void see(HostName host, @Nullable ServiceName service, Fact fact) {
        long seq = numbers.computeIfAbsent(host, _ -> new AtomicLong()).incrementAndGet();
        Future<?> _ =
                producer.send(
                        records.event(
                                new HostEvent(
                                        new EventId(host + "-" + seq),
                                        Instant.now(),
                                        host,
                                        "run-1",
                                        seq,
                                        service,
                                        fact)));
    }

    private void poll() throws Unreadable {
        for (ConsumerRecord<byte[], byte[]> r : incidents.poll(Duration.ofMillis(100))) {
            told.add(codec.readIncident(r.value()));
        }
    }

    /// The embedded broker makes topics of one partition.
    private void widen() throws Exception {
        Map<String, NewPartitions> more = new HashMap<>();
        Topics.ALL.forEach(t -> more.put(t.name(), NewPartitions.increaseTo(PARTITIONS)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createPartitions(more).all().get(30, TimeUnit.SECONDS);
        }
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all =
                IntStream.range(0, PARTITIONS)
                        .mapToObj(p -> new TopicPartition(Topics.INCIDENTS, p))
                        .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }

    private VardeProcess processor(String name) throws Exception {
        Path file =
                Files.writeString(
                        directory.resolve(name + ".yaml"),
                        "kafka: {bootstrap-servers: \"" + broker.bootstrapServers() + "\"}\n");
        return VardeProcess.start(
                directory.resolve(name + ".out"),
                "processor",
                "-c",
                file.toString(),
                "--data",
                directory.resolve("data-" + name).toString());
    }
}
