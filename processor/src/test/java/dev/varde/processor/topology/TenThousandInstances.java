package dev.varde.processor.topology;

import static dev.varde.processor.Cast.NOON;
import static dev.varde.processor.Cast.at;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.EventId;
import dev.varde.events.ExitStatus;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact.CheckKind;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.InstanceId;
import dev.varde.events.LogFact.LogKind;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.LogTail;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ProcessFact.Role;
import dev.varde.events.ProcessKey;
import dev.varde.events.ResourceFact.HostMemorySampled;
import dev.varde.events.ResourceFact.ServiceMemorySampled;
import dev.varde.events.ServiceName;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.processor.Cast;
import dev.varde.processor.evidence.HostEvidence;
import dev.varde.processor.evidence.InstanceEvidence;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/// Ten thousand instances that have run for days, on one processor: its own program, so that its
/// heap can be bounded. The stores are Kafka Streams' own, filled as they are after a restart; then
/// each instance is heard of, and every tenth dies.
public final class TenThousandInstances {
    private static final int HOSTS = 1_000;
    private static final int SERVICES = 10;
    private static final String HOST = "host-0000";
    private static final String SERVICE = "service-00";

    private final Map<String, Long> numbers = new HashMap<>();
    private final Codec codec = new Codec();
    private final Json json = new Json();

    private TenThousandInstances() {}

    /// Prints what it took.
    public static void main(String[] none) {
        new TenThousandInstances().run();
    }

    private void run() {
        MockProcessorContext<byte[], Out> context = new MockProcessorContext<>();
        context.setCurrentSystemTimeMs(at(90_000).toEpochMilli());
        List.of(
                        Names.RUNS,
                        Names.INCIDENTS,
                        Names.SIGHTINGS,
                        Names.PLANS,
                        Names.POSTS,
                        Names.NOTICES)
                .forEach(name -> store(context, name));
        int bytes = fill(store(context, Names.HOSTS), store(context, Names.INSTANCES));
        HostProcessor processor = new HostProcessor(Cast.configuration());
        processor.init(context);
        long held = held();
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        int told = hear(processor, context);
        long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
        double micros = used / 1_000.0 / (HOSTS * SERVICES);
        System.out.printf(
                "%,d instances on %,d hosts: %,d bytes of state each, %d MiB of heap held (%.1f KiB each),"
                        + " %.0f us of processor time an event, %,d incidents told, at most %d MiB of heap%n",
                HOSTS * SERVICES,
                HOSTS,
                bytes,
                held >> 20,
                held / 1024.0 / (HOSTS * SERVICES),
                micros,
                told,
                Runtime.getRuntime().maxMemory() >> 20);
        if (told != HOSTS * SERVICES / 10) {
            throw new IllegalStateException("told " + told);
        }
    }

    private static KeyValueStore<String, byte[]> store(
            MockProcessorContext<byte[], Out> context, String name) {
        KeyValueStore<String, byte[]> store =
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(name),
                                Serdes.String(),
                                Serdes.ByteArray())
                        .withLoggingDisabled()
                        .withCachingDisabled()
                        .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }

    /// @return bytes of one instance
    private int fill(KeyValueStore<String, byte[]> hosts, KeyValueStore<String, byte[]> instances) {
        String instance = text(json.write(InstanceEvidence.class, longRunning()));
        String host = text(json.write(HostEvidence.class, host()));
        for (int h = 0; h < HOSTS; h++) {
            String name = "host-%04d".formatted(h);
            hosts.put(name, host.replace(HOST, name).getBytes(StandardCharsets.UTF_8));
            for (int s = 0; s < SERVICES; s++) {
                String service = "service-%02d".formatted(s);
                instances.put(
                        service + "@" + name,
                        instance.replace(HOST, name)
                                .replace(SERVICE, service)
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
        return instance.length();
    }

    /// A service that has run for three days, with a full curve, full floors and a few lines.
    private InstanceEvidence longRunning() {
        InstanceEvidence i =
                InstanceEvidence.none(new InstanceId(new ServiceName(SERVICE), new HostName(HOST)));
        i =
                i.fold(
                        event(
                                0,
                                new ServiceDeclared(
                                        Map.of("team", "erp"),
                                        List.of(),
                                        true,
                                        List.of("http"),
                                        "unit x.service",
                                        false)));
        i =
                i.fold(
                        event(
                                1,
                                new ProcessStarted(
                                        new ProcessKey(12, 12),
                                        Role.MAIN,
                                        "python3 -m uvicorn app.main:app",
                                        at(1),
                                        false)));
        for (int n = 0; n < 4_000; n++) {
            i =
                    i.fold(
                            event(
                                    20 * n + 2,
                                    new ServiceMemorySampled(
                                            (300L << 20) + n * 100L,
                                            0,
                                            1L << 30,
                                            1,
                                            20 + n % 7,
                                            100 + n % 13,
                                            1_024L)));
        }
        for (int n = 0; n < 10; n++) {
            i =
                    i.fold(
                            event(
                                    79_000 + n,
                                    new LogMatched(
                                            "/var/log/app.log",
                                            n,
                                            LogKind.LINE,
                                            Collections.nCopies(
                                                    3,
                                                    "ERROR request "
                                                            + n
                                                            + " failed: connection refused"),
                                            12)));
        }
        return i.fold(
                event(
                        80_000,
                        new CheckPassed(
                                "http",
                                CheckKind.HTTP,
                                "http://127.0.0.1:8000/health",
                                Duration.ofMillis(3))));
    }

    private HostEvidence host() {
        List<ServiceName> services =
                IntStream.range(0, SERVICES)
                        .mapToObj(s -> new ServiceName("service-%02d".formatted(s)))
                        .toList();
        return HostEvidence.none(new HostName(HOST))
                .fold(
                        event(
                                0,
                                new CollectorStarted(
                                        "1",
                                        "b",
                                        "6.12",
                                        2,
                                        4L << 30,
                                        0,
                                        Map.of("site", "oslo"),
                                        services)))
                .fold(event(80_000, new HostMemorySampled(4L << 30, 2L << 30, 0, 0, null)));
    }

    private static HostEvent event(double seconds, Fact fact) {
        return new HostEvent(
                new EventId("e-" + seconds),
                at(seconds),
                new HostName(HOST),
                "run-1",
                1,
                new ServiceName(SERVICE),
                fact);
    }

    private int hear(HostProcessor processor, MockProcessorContext<byte[], Out> context) {
        int told = 0;
        for (int n = 0; n < HOSTS * SERVICES; n++) {
            String host = "host-%04d".formatted(n / SERVICES);
            ServiceName service = new ServiceName("service-%02d".formatted(n % SERVICES));
            Fact fact =
                    n % 10 == 0
                            ? died()
                            : new ServiceMemorySampled(301L << 20, 0, 1L << 30, 1, 20, 100, 1_024L);
            long seq = numbers.merge(host, 1L, Long::sum);
            HostEvent event =
                    new HostEvent(
                            new EventId("n-" + n),
                            at(90_000),
                            new HostName(host),
                            "run-2",
                            seq,
                            service,
                            fact);
            context.setRecordMetadata(Topics.EVENTS, 0, n);
            processor.process(new Record<>(null, codec.write(event), at(90_000).toEpochMilli()));
            told +=
                    (int)
                            context.forwarded().stream()
                                    .filter(f -> f.record().value().to(Out.Sink.INCIDENTS))
                                    .count();
            context.resetForwards();
        }
        return told;
    }

    private static ProcessExited died() {
        return new ProcessExited(
                new ProcessKey(12, 12),
                Role.MAIN,
                "python3",
                at(1),
                ExitStatus.exited(1),
                400L << 20,
                NOON,
                List.of(
                        new LogTail(
                                "/var/log/app.log",
                                List.of(
                                        "Traceback (most recent call last):",
                                        "  File \"a.py\", line 1, in f",
                                        "KeyError: 'a'"))),
                0);
    }

    private static long held() {
        for (int n = 0; n < 3; n++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
