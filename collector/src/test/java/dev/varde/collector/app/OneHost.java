package dev.varde.collector.app;

import static org.awaitility.Awaitility.await;

import dev.varde.events.HostEvent;
import dev.varde.events.HostName;
import dev.varde.events.config.ConfigurationReader;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.TopicAdmin;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// A collector with its configuration file, backends beside it, a real broker, and somebody who
/// reads along.
final class OneHost implements AutoCloseable {
    static final HostName WEB_1 = new HostName("web-1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Path file;
    private final String broker;
    private final CountDownLatch reading = new CountDownLatch(1);
    private final Map<String, Runnable> ticks = new ConcurrentHashMap<>();
    private final List<Process> backends = new ArrayList<>();
    private final List<HostEvent> heard = new CopyOnWriteArrayList<>();
    private final Collector collector;
    private final Thread reader;
    private volatile boolean closed;

    /// @param broker the address of one that runs
    OneHost(Path directory, RealBroker broker, String services) throws Exception {
        this.directory = directory;
        this.file = directory.resolve("varde.yaml");
        this.broker = broker.address();
        TopicAdmin.ensure(this.broker, PATIENCE.toMillis());
        this.reader = Thread.ofPlatform().daemon().start(this::read);
        reading.await();
        configure(services);
        var configuration = ConfigurationReader.read(file, Map.of(), Collector.NEEDS);
        this.collector =
                Collector.start(
                        configuration,
                        this.broker,
                        directory.resolve("data"),
                        (name, _, task) -> ticks.put(name, task));
        collector.follow(file, Map.of(), Collector.NEEDS);
        await().atMost(PATIENCE).until(collector::ready);
    }

    Path directory() {
        return directory;
    }

    /// Writes the file; it is not looked at before [#reload].
    void configure(String services) throws IOException {
        Files.writeString(
                file,
                "host: {name: web-1}\nkafka: {bootstrap-servers: \"%s\"}\n%s"
                        .formatted(broker, services));
    }

    void write(String text) throws IOException {
        Files.writeString(file, text);
    }

    void reload(String services) throws IOException {
        configure(services);
        reload();
    }

    /// Does what the ticker does each second.
    void reload() {
        Objects.requireNonNull(ticks.get("configuration")).run();
    }

    /// Starts a backend that waits for ever, its pid in a file of this name.
    Process backend(Path pidFile) throws IOException {
        Path draft = pidFile.resolveSibling(pidFile.getFileName() + ".new");
        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "echo $$ > "
                                        + draft
                                        + "; mv "
                                        + draft
                                        + " "
                                        + pidFile
                                        + "; exec sleep 600")
                        .start();
        backends.add(process);
        await().until(() ->
                Files.exists(pidFile)
                        && Files.readString(pidFile).strip().equals(Long.toString(process.pid())));
        return process;
    }

    List<HostEvent> heard() {
        return List.copyOf(heard);
    }

    private void read() {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", broker),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.EVENTS).stream()
                            .map(p -> new TopicPartition(Topics.EVENTS, p.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            reading.countDown();
            while (!closed) {
                consumer.poll(Duration.ofMillis(50)).forEach(r -> hear(r.value()));
            }
        }
    }

    private void hear(byte[] value) {
        try {
            heard.add(new Codec().readEvent(value));
        } catch (Unreadable e) {
            throw new AssertionError("an event that nobody can read", e);
        }
    }

    @Override
    public void close() {
        backends.forEach(Process::destroyForcibly);
        collector.close();
        closed = true;
        try {
            reader.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
