package dev.varde.bench;

import dev.varde.events.Delivery;
import dev.varde.events.wire.Codec;
import dev.varde.events.wire.Topics;
import dev.varde.events.wire.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// From a process's death to the webhook's arrival, with the defaults of `varde up`, and each
/// stage's share. A process is killed again and again and brought back by Varde.
///
/// The stages between programs are read from the topics, which for this run take the broker's time;
/// resolution one millisecond.
public final class LatencyBenchmark {
    private static final int WARM_UP = 3;
    private static final String[] STAGES = {
        "death -> seen by the collector",
        "seen -> event on varde.events",
        "event -> incident on varde.incidents",
        "incident -> intent on varde.deliveries",
        "intent -> webhook arrived",
        "death -> webhook arrived",
        "stable -> webhook of the end arrived"
    };

    private static final Duration STABLE = Duration.ofMillis(500);

    private LatencyBenchmark() {}

    /// @param args how many deaths to measure; 20 when nothing is said
    public static void main(String[] args) throws Exception {
        int deaths = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        Path directory = Files.createTempDirectory("varde-latency-");
        Sleeper sleeper = Sleeper.make(directory.resolve("sleeper"));
        try (BenchHooks hooks = new BenchHooks();
                BenchVarde _ =
                        BenchVarde.start(
                                directory.resolve("varde.out"),
                                "up",
                                "-c",
                                configuration(directory, sleeper, hooks, deaths).toString(),
                                "--data",
                                directory.resolve("data").toString(),
                                "--port",
                                "0");
                Topic topics = Topic.open(directory.resolve("data"))) {
            List<long[]> all = new ArrayList<>();
            for (int i = 0; i < WARM_UP + deaths; i++) {
                long[] stages = once(sleeper, hooks, topics);
                if (i >= WARM_UP) {
                    all.add(stages);
                }
            }
            print(all);
        } finally {
            sleeper.kill();
        }
    }

    private static long[] once(Sleeper sleeper, BenchHooks hooks, Topic topics)
            throws IOException, InterruptedException, Unreadable {
        Instant death = Instant.now();
        sleeper.kill();
        BenchHooks.Hook opened = hooks.await("incident.opened", 30);
        BenchHooks.Hook resolved = hooks.await("incident.resolved", 60);
        String incident = opened.incident().path("id").asText();
        Instant seen = Instant.parse(opened.incident().path("times").path("detected").asText());
        Map<String, Long> written = topics.timesOf(incident);
        long event = written.getOrDefault(Topics.EVENTS, 0L);
        long revision = written.getOrDefault(Topics.INCIDENTS, 0L);
        long intent = written.getOrDefault(Topics.DELIVERIES, 0L);
        return new long[] {
            Duration.between(death, seen).toMillis(),
            event - seen.toEpochMilli(),
            revision - event,
            intent - revision,
            opened.at().toEpochMilli() - intent,
            Duration.between(death, opened.at()).toMillis(),
            Duration.between(stable(resolved), resolved.at()).toMillis()
        };
    }

    /// When it had been healthy for as long as it must be.
    private static Instant stable(BenchHooks.Hook resolved) {
        String recovered = resolved.incident().path("times").path("recovered").asText();
        return Instant.parse(recovered).plus(STABLE);
    }

    private static void print(List<long[]> all) {
        System.out.printf(
                "%d deaths; milliseconds%n%-40s %8s %8s %8s %8s%n",
                all.size(), "stage", "median", "p90", "p99", "max");
        for (int stage = 0; stage < STAGES.length; stage++) {
            int column = stage;
            long[] sorted = all.stream().mapToLong(s -> s[column]).sorted().toArray();
            System.out.printf(
                    "%-40s %8d %8d %8d %8d%n",
                    STAGES[stage],
                    sorted[sorted.length / 2],
                    sorted[Math.min(sorted.length - 1, sorted.length * 9 / 10)],
                    sorted[Math.min(sorted.length - 1, sorted.length * 99 / 100)],
                    sorted[sorted.length - 1]);
        }
    }

    /// The waits between restarts would grow past the last one.
    private static Path configuration(Path directory, Sleeper sleeper, BenchHooks hooks, int deaths)
            throws IOException {
        return Files.writeString(
                directory.resolve("varde.yaml"),
                """
                services:
                  - name: sleeper
                    process: {pid-file: %s}
                    restart: {command: [%s]}
                receivers:
                  - {name: hook, webhook: {url: "%s", format: varde, allow-private: true}}
                red-flags: {flapping: apart}
                restarts: {backoff: [%s], max: 1000, per-day: 10000, stable: %dms}
                orders: {limit: {restarts: 10000, within: 10m}}
                """
                        .formatted(
                                sleeper.pidFile(),
                                sleeper.script(),
                                hooks.url(),
                                String.join(", ", Collections.nCopies(WARM_UP + deaths, "50ms")),
                                STABLE.toMillis()));
    }

    /// Reads when the records of an incident's first revision were written.
    private static final class Topic implements AutoCloseable {
        private static final List<String> READ =
                List.of(Topics.EVENTS, Topics.INCIDENTS, Topics.DELIVERIES);

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final Codec codec = new Codec();
        private long lastExit;

        private Topic(KafkaConsumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        static Topic open(Path data) throws IOException, InterruptedException, ExecutionException {
            String servers =
                    dev.varde.standalone.app.RunningFile.read(data)
                            .orElseThrow()
                            .bootstrapServers();
            BrokerTime.take(servers, READ);
            var consumer =
                    new KafkaConsumer<>(
                            Map.<String, Object>of("bootstrap.servers", servers),
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer());
            List<TopicPartition> all = READ.stream().map(t -> new TopicPartition(t, 0)).toList();
            consumer.assign(all);
            consumer.seekToEnd(all);
            all.forEach(consumer::position);
            return new Topic(consumer);
        }

        Map<String, Long> timesOf(String incident) throws Unreadable {
            Map<String, Long> times = new HashMap<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (times.size() < READ.size() && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(100))) {
                    note(r, incident, times);
                }
            }
            return times;
        }

        private void note(
                ConsumerRecord<byte[], byte[]> r, String incident, Map<String, Long> times)
                throws Unreadable {
            switch (r.topic()) {
                case Topics.EVENTS -> {
                    if (codec.readEvent(r.value()).fact()
                            instanceof dev.varde.events.ProcessFact.ProcessExited) {
                        lastExit = r.timestamp();
                    }
                }
                case Topics.INCIDENTS -> {
                    if (codec.readIncident(r.value()).id().value().equals(incident)) {
                        times.putIfAbsent(Topics.INCIDENTS, r.timestamp());
                    }
                }
                default -> {
                    Delivery delivery = codec.readDelivery(r.value());
                    if (delivery.incident().value().equals(incident)
                            && delivery.channel().equals("webhook")) {
                        times.putIfAbsent(Topics.DELIVERIES, r.timestamp());
                    }
                }
            }
            if (lastExit > 0 && times.containsKey(Topics.INCIDENTS)) {
                times.putIfAbsent(Topics.EVENTS, lastExit);
            }
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
