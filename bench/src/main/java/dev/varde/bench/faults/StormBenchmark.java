package dev.varde.bench.faults;

import dev.varde.events.Delivery;
import dev.varde.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Twenty thousand incidents within a minute, told to five receivers that bear little: whether any
/// is lost, whether a receiver gets more than it bears by its own clock, how much memory it takes,
/// and when all is told.
public final class StormBenchmark {
    private static final int INCIDENTS = 20_000;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final long DEADLINE_SECONDS = 900;
    private static final long LOOK_AGAIN_MILLIS = 250;

    private StormBenchmark() {}

    /// @param args how many incidents, and the heap such as `-Xmx256m`
    public static void main(String[] args) throws Exception {
        Quiet.kafka();
        int incidents = args.length > 0 ? Integer.parseInt(args[0]) : INCIDENTS;
        String heap = args.length > 1 ? args[1] : "-Xmx256m";
        Path directory = Files.createTempDirectory("varde-storm-");
        try (StormReceivers receivers = new StormReceivers();
                EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                MortalProcess notifier = start(directory, broker, receivers, heap);
                Happenings happenings = new Happenings(broker.bootstrapServers());
                LedgerTopic ledger = new LedgerTopic(broker.bootstrapServers())) {
            notifier.awaitReady();
            long began = System.nanoTime();
            List<String> ids = storm(happenings, incidents);
            double published = seconds(began);
            Map<String, Delivery> end =
                    drained(notifier, ledger, incidents * receivers.all().size());
            double drained = seconds(began);
            System.out.printf(
                    "%d incidents in %.1f s; all told after %.1f s; %s, resident at most %s%n",
                    incidents, published, drained, heap, peak(notifier.pid()));
            List<String> wrong = receivers.judge(ids, end);
            wrong.stream().limit(20).forEach(w -> System.out.println("WRONG " + w));
            System.out.println(
                    wrong.isEmpty() ? "nothing lost, no limit broken" : "see " + directory);
            System.exit(wrong.isEmpty() ? 0 : 1);
        }
    }

    private static MortalProcess start(
            Path directory, EmbeddedBroker broker, StormReceivers receivers, String heap)
            throws IOException {
        Path yaml = Files.writeString(directory.resolve("varde.yaml"), receivers.yaml());
        return MortalProcess.start(
                Packed.plain(),
                directory.resolve("notifier.log"),
                heap,
                List.of(
                        broker.bootstrapServers(),
                        directory.resolve("data").toString(),
                        yaml.toString(),
                        Integer.toString(receivers.mailPort()),
                        "-",
                        "0"));
    }

    private static List<String> storm(Happenings happenings, int incidents) {
        List<String> ids = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < incidents; i++) {
            long due = began + WITHIN.toNanos() * i / incidents;
            LockSupport.parkNanos(due - System.nanoTime());
            ids.add("storm-" + i);
            Future<RecordMetadata> _ = happenings.hand(Happenings.opened(ids.getLast()));
        }
        happenings.flush();
        return ids;
    }

    private static Map<String, Delivery> drained(
            MortalProcess notifier, LedgerTopic ledger, int least) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        Map<String, Delivery> now = ledger.read();
        while (now.size() < least || now.values().stream().anyMatch(StormBenchmark::open)) {
            if (System.nanoTime() > deadline || !notifier.isAlive()) {
                System.out.println(
                        notifier.isAlive() ? "not drained in time" : "the notifier died");
                return now;
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
            now = ledger.read();
        }
        return now;
    }

    private static boolean open(Delivery d) {
        return switch (d.state()) {
            case INTENDED, RETRYING, UNKNOWN -> true;
            case DELIVERED, FAILED, HELD_BACK, SUPERSEDED -> false;
        };
    }

    private static String peak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(l -> l.startsWith("VmHWM:"))
                .map(l -> l.substring("VmHWM:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
