package dev.varde.collector.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.varde.events.CollectorFact.ServiceDeclared;
import dev.varde.events.Fact;
import dev.varde.events.HealthFact.CheckPassed;
import dev.varde.events.HostEvent;
import dev.varde.events.LogFact.LogMatched;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.ServiceName;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host with five hundred services, each with a process, a check and a log that is not empty, and
/// a collector of its own process with the flags that `varde collector` gives it.
class ManyServicesTest {
    private static final int SERVICES = 500;
    private static final int LINES = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path directory;
    private final List<HostEvent> heard = new ArrayList<>();
    private RealBroker broker;
    private HttpServer server;
    private KafkaConsumer<byte[], byte[]> reader;
    private Process backends;
    private Process collector;

    @BeforeEach
    void begin() throws Exception {
        broker = new RealBroker(directory.resolve("broker"));
        TopicAdmin.ensure(broker.address(), PATIENCE.toMillis());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        server.start();
        reader = reader();
        for (int i = 0; i < SERVICES; i++) {
            Files.writeString(log(i), lines(i, 0, LINES));
        }
        backends = backends();
        collector = collector();
    }

    @AfterEach
    void end() throws Exception {
        for (int i = 0; i < SERVICES; i++) {
            process(i).ifPresent(ProcessHandle::destroyForcibly);
        }
        collector.destroyForcibly();
        backends.destroyForcibly();
        reader.close();
        server.stop(0);
        broker.close();
    }

    private Path log(int i) {
        return directory.resolve("service-" + i + ".log");
    }

    private static String lines(int service, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int line = from; line < to; line++) {
            text.append("service %d line %d %s%n".formatted(service, line, "-".repeat(1_000)));
        }
        return text.toString();
    }

    private static String trace(int service) {
        return "java.lang.IllegalStateException: %d%n\tat app.Main.main(Main.java:3)%n"
                .formatted(service);
    }

    /// Each in the background, its pid in a file.
    private Process backends() throws Exception {
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "i=0; while [ $i -lt %d ]; do sleep 600 & echo $! >service-$i.pid; i=$((i+1)); done; echo all; wait"
                                        .formatted(SERVICES))
                        .directory(directory.toFile())
                        .start();
        assertThat(shell.inputReader(UTF_8).readLine()).isEqualTo("all");
        return shell;
    }

    private java.util.Optional<ProcessHandle> process(int i) throws IOException {
        String pid = Files.readString(directory.resolve("service-" + i + ".pid")).strip();
        return ProcessHandle.of(Long.parseLong(pid));
    }

    private Process collector() throws Exception {
        StringBuilder yaml =
                new StringBuilder(
                        "host: {name: web-1, http: off}%nkafka: {bootstrap-servers: \"%s\"}%nservices:%n"
                                .formatted(broker.address()));
        for (int i = 0; i < SERVICES; i++) {
            yaml.append(
                    """
                      - name: service-%1$d
                        process: {pid-file: %2$s/service-%1$d.pid}
                        health: [{http: "http://127.0.0.1:%3$d/", every: 1s}]
                        logs: [%2$s/service-%1$d.log]
                    """
                            .formatted(i, directory, server.getAddress().getPort()));
        }
        Path file = Files.writeString(directory.resolve("varde.yaml"), yaml);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherFlags.ofTheCollector(directory.resolve("flags")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(CollectorProgram.class.getName(), "-c", file.toString()));
        command.addAll(List.of("--data", directory.resolve("data").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
    }

    private KafkaConsumer<byte[], byte[]> reader() {
        var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.address()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all =
                consumer.partitionsFor(Topics.EVENTS).stream()
                        .map(p -> new TopicPartition(Topics.EVENTS, p.partition()))
                        .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }

    private <F extends Fact> Map<ServiceName, F> all(Class<F> kind) {
        Map<ServiceName, F> all = new HashMap<>();
        for (HostEvent event : heard) {
            if (event.service() != null && kind.isInstance(event.fact())) {
                all.put(event.service(), kind.cast(event.fact()));
            }
        }
        return all;
    }

    private void awaitAll(Class<? extends Fact> kind) {
        await().alias(kind.getSimpleName() + " of each service")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    for (var taken : reader.poll(Duration.ofMillis(50))) {
                        heard.add(new Codec().readEvent(taken.value()));
                    }
                    assertThat(collector.isAlive())
                            .as(() -> said("out") + said("data/varde.log"))
                            .isTrue();
                    return all(kind).size() == SERVICES;
                });
    }

    private String said(String file) {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException none) {
            return file + " cannot be read";
        }
    }

    @Test
    void fiveHundredServicesAreWatchedInTheMemoryOfACollectorAndTheirDeathsToldWithTheirLastLines()
            throws Exception {
        awaitAll(ServiceDeclared.class);
        awaitAll(ProcessStarted.class);
        awaitAll(CheckPassed.class);

        for (int i = 0; i < SERVICES; i++) {
            Files.writeString(
                    log(i),
                    lines(i, LINES, 2 * LINES) + trace(i) + lines(i, 0, 1),
                    StandardOpenOption.APPEND);
        }
        awaitAll(LogMatched.class);

        long killed = System.nanoTime();
        for (int i = 0; i < SERVICES; i++) {
            process(i).ifPresent(ProcessHandle::destroyForcibly);
        }
        awaitAll(ProcessExited.class);
        Duration all = Duration.ofNanos(System.nanoTime() - killed);

        Set<ServiceName> told = all(ProcessExited.class).keySet();
        assertThat(told).hasSize(SERVICES);
        all(ProcessExited.class).forEach(this::diedAsItsLogSays);
        System.out.println(
                Files.readAllLines(Path.of("/proc/" + collector.pid() + "/status")).stream()
                        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        SERVICES
                                                + " services, all told dead after "
                                                + all.toMillis()
                                                + " ms: ",
                                        "")));
    }

    private void diedAsItsLogSays(ServiceName service, ProcessExited exit) {
        try {
            List<String> log = Files.readAllLines(directory.resolve(service + ".log"));
            assertThat(exit.lastLines()).hasSize(1);
            assertThat(exit.lastLines().getFirst().lines())
                    .isEqualTo(log.subList(log.size() - 50, log.size()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
