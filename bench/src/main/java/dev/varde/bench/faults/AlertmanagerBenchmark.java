package dev.varde.bench.faults;

import dev.varde.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;

/// How long it takes until somebody is told that an incident began and that it is over: Varde's
/// notifier and Debian's Alertmanager, given the same incidents at the same moment.
public final class AlertmanagerBenchmark {
    private static final int INCIDENTS = 200;
    private static final int WARM_UP = 20;
    private static final long BETWEEN_MILLIS = 100;
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final long DEADLINE_SECONDS = 420;

    private final Happenings happenings;
    private final Alertmanager alertmanager;
    private final Map<String, Long> began = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();

    private AlertmanagerBenchmark(Happenings happenings, Alertmanager alertmanager) {
        this.happenings = happenings;
        this.alertmanager = alertmanager;
    }

    /// @param args how many incidents; 200 when nothing is said
    public static void main(String[] args) throws Exception {
        Quiet.kafka();
        int incidents = args.length > 0 ? Integer.parseInt(args[0]) : INCIDENTS;
        if (!Files.isExecutable(Path.of(Alertmanager.PROGRAM))) {
            System.err.println(
                    Alertmanager.PROGRAM + " is missing: apt-get install prometheus-alertmanager");
            System.exit(3);
        }
        Path directory = Files.createTempDirectory("varde-alertmanager-");
        try (FirstHeard ours = new FirstHeard();
                FirstHeard usual = new FirstHeard();
                FirstHeard quick = new FirstHeard();
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                MortalProcess notifier = notifier(directory, broker, ours);
                Happenings happenings = new Happenings(broker.bootstrapServers());
                Alertmanager alertmanager =
                        Alertmanager.start(directory, freePort(), usual.url(), quick.url())) {
            notifier.awaitReady();
            AlertmanagerBenchmark bench = new AlertmanagerBenchmark(happenings, alertmanager);
            bench.run("warm-up", WARM_UP, List.of(ours));
            bench.began.clear();
            bench.ended.clear();
            bench.run("incident", incidents, List.of(ours, usual, quick));
            System.out.printf(
                    "%d incidents; milliseconds%n%-44s %10s %10s %10s%n",
                    incidents, "", "median", "p99", "max");
            bench.print("Varde", ours);
            bench.print("Alertmanager, group_wait 0s", quick);
            bench.print("Alertmanager, group_wait 30s (default)", usual);
        }
    }

    private static MortalProcess notifier(Path directory, EmbeddedBroker broker, FirstHeard ours)
            throws IOException {
        Path yaml =
                Files.writeString(
                        directory.resolve("varde.yaml"),
                        "receivers:\n  - {name: hook, webhook: {url: \"%s\", format: varde, allow-private: true}}\n"
                                .formatted(ours.url()));
        return MortalProcess.start(
                Packed.plain(),
                directory.resolve("notifier.log"),
                "-Xmx256m",
                List.of(
                        broker.bootstrapServers(),
                        directory.resolve("data").toString(),
                        yaml.toString(),
                        "0",
                        "-",
                        "0"));
    }

    /// All begin, one after the other; once everybody has heard of all, all end.
    private void run(String name, int incidents, List<FirstHeard> audience) throws Exception {
        Map<String, Instant> starts = new HashMap<>();
        for (int i = 0; i < incidents; i++) {
            String id = name + "-" + i;
            Instant now = Instant.now();
            starts.put(id, now);
            began.put(id, System.nanoTime());
            Future<RecordMetadata> _ = happenings.hand(Happenings.opened(id));
            alertmanager.tell(id, now, null);
            Thread.sleep(BETWEEN_MILLIS);
        }
        await(() ->
                audience.stream().allMatch(a -> a.begun().keySet().containsAll(began.keySet())));
        for (Map.Entry<String, Instant> start : starts.entrySet()) {
            ended.put(start.getKey(), System.nanoTime());
            Future<RecordMetadata> _ = happenings.hand(Happenings.resolved(start.getKey(), 2));
            alertmanager.tell(start.getKey(), start.getValue(), Instant.now());
            Thread.sleep(BETWEEN_MILLIS);
        }
        await(() -> audience.stream().allMatch(a -> a.over().keySet().containsAll(ended.keySet())));
    }

    private static void await(java.util.function.BooleanSupplier done) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!done.getAsBoolean() && System.nanoTime() < deadline) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private void print(String who, FirstHeard heard) {
        row(who + ": first message", began, heard.begun());
        row(who + ": resolved", ended, heard.over());
    }

    private static void row(String what, Map<String, Long> from, Map<String, Long> to) {
        double[] millis =
                from.entrySet().stream()
                        .filter(e -> to.containsKey(e.getKey()))
                        .mapToDouble(e -> (to.getOrDefault(e.getKey(), 0L) - e.getValue()) / 1e6)
                        .sorted()
                        .toArray();
        if (millis.length < from.size()) {
            System.out.println(what + ": " + (from.size() - millis.length) + " never came");
        }
        if (millis.length > 0) {
            System.out.printf(
                    "%-44s %10.1f %10.1f %10.1f%n",
                    what,
                    millis[millis.length / 2],
                    millis[Math.min(millis.length - 1, millis.length * 99 / 100)],
                    millis[millis.length - 1]);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
