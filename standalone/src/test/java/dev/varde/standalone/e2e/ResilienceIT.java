package dev.varde.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.varde.events.wire.Topics;
import dev.varde.standalone.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The programs as processes of their own against one broker; one of them is killed at the worst
/// moment.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResilienceIT {
    @TempDir static Path directory;
    private World world;
    private EmbeddedBroker broker;
    private Path configuration;
    private Backend watched;
    private Backend told;
    private Backend normal;
    private VardeProcess collector;
    private VardeProcess processor;
    private VardeProcess notifier;

    @BeforeAll
    void start() throws Exception {
        world = new World(directory);
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        watched = world.backend("watched").start();
        told = world.backend("told").start();
        normal = world.backend("normal").start();
        configuration = world.configuration(broker.bootstrapServers());
        processor = program("processor", 1);
        notifier = program("notifier", 1);
        collector = program("collector", 1);
        processor.ready();
        notifier.ready();
        collector.ready();
    }

    @AfterAll
    void stop() throws Exception {
        for (VardeProcess program : List.of(collector, notifier, processor)) {
            program.close();
        }
        broker.close();
        world.close();
    }

    @Test
    void aDeathWhileTheCollectorIsDeadIsToldByTheNextOne() throws Exception {
        watched.awaitHealthy();
        awaitEvent("health.passed", "watched");
        collector.kill();

        watched.signal("KILL");
        collector = program("collector", 2).ready();

        world.hooks.await(
                "watched: opened", h -> h.about("watched") && h.type().equals("incident.opened"));
        world.hooks.await(
                "watched: resolved",
                h -> h.about("watched") && h.type().equals("incident.resolved"));
        assertThat(ids("watched", "incident.opened")).hasSize(1);
        assertThat(watched.healthy()).isTrue();
    }

    @Test
    void aNotifierKilledBetweenSendingAndNotingSendsAgainWithTheSameId() throws Exception {
        told.awaitHealthy();
        awaitEvent("health.passed", "told");
        AtomicBoolean first = new AtomicBoolean(true);
        CompletableFuture<String> id = new CompletableFuture<>();
        world.hooks.answering(hook -> {
            if (!hook.about("told") || !first.compareAndSet(true, false)) {
                return true;
            }
            kill(notifier);
            id.complete(hook.id());
            return false;
        });

        told.signal("KILL");
        String told1 = id.get(60, TimeUnit.SECONDS);
        notifier = program("notifier", 2).ready();

        world.hooks.await(
                "told: resolved", h -> h.about("told") && h.type().equals("incident.resolved"));
        assertThat(
                        world.hooks.about("told").stream()
                                .filter(h -> h.id().equals(told1))
                                .map(HookReceiver.Hook::type))
                .as(world.hooks.summary())
                .containsExactly("incident.opened", "incident.opened");
        assertThat(ids("told", "incident.opened")).containsExactly(told1);
        assertThat(told.healthy()).isTrue();
    }

    @Test
    void whatNobodyCanReadGoesToTheDeadLettersAndStopsNothing() throws Exception {
        List<String> topics =
                List.of(Topics.EVENTS, Topics.INCIDENTS, Topics.OPERATOR, Topics.COMMANDS);
        try (var producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (String topic : topics) {
                producer.send(
                                new ProducerRecord<>(
                                        topic, bytes("web-1"), bytes("poison for " + topic)))
                        .get();
            }
        }

        Set<String> dead = new HashSet<>();
        try (var reader = reader(Topics.DEAD_LETTERS)) {
            Awaitility.await("all four in the dead letters")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        for (ConsumerRecord<byte[], byte[]> r :
                                reader.poll(Duration.ofMillis(100))) {
                            dead.add(header(r, "varde-topic"));
                            assertThat(text(r.value())).startsWith("poison for ");
                            assertThat(header(r, "varde-reason")).isNotEmpty();
                        }
                        return dead.containsAll(topics);
                    });
        }
        normal.awaitHealthy().crash("exception");
        world.hooks.await(
                "normal: resolved", h -> h.about("normal") && h.type().equals("incident.resolved"));
    }

    private Set<String> ids(String service, String type) {
        Set<String> ids = new HashSet<>();
        world.hooks.about(service).stream()
                .filter(h -> h.type().equals(type))
                .forEach(h -> ids.add(h.id()));
        return ids;
    }

    private VardeProcess program(String part, int run) throws Exception {
        return VardeProcess.start(
                directory.resolve(part + "-" + run + ".out"),
                part,
                "-c",
                configuration.toString(),
                "--data",
                directory.resolve("data-" + part).toString());
    }

    private void awaitEvent(String type, String service) {
        try (var reader = reader(Topics.EVENTS)) {
            Awaitility.await(type + " of " + service)
                    .atMost(Duration.ofSeconds(40))
                    .until(() -> {
                        boolean seen = false;
                        for (ConsumerRecord<byte[], byte[]> r :
                                reader.poll(Duration.ofMillis(100))) {
                            String json = text(r.value());
                            seen |=
                                    json.contains("\"" + type + "\"")
                                            && json.contains("\"service\":\"" + service + "\"");
                        }
                        return seen;
                    });
        }
    }

    private KafkaConsumer<byte[], byte[]> reader(String topic) {
        var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        consumer.partitionsFor(topic)
                .forEach(p -> all.add(new TopicPartition(topic, p.partition())));
        consumer.assign(all);
        consumer.seekToBeginning(all);
        return consumer;
    }

    private static void kill(VardeProcess process) {
        try {
            process.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : text(header.value());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
