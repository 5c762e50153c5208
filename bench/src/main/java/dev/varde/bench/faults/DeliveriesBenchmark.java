package dev.varde.bench.faults;

import dev.varde.bench.ProcessUse;
import dev.varde.events.Delivery;
import dev.varde.standalone.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.RecordMetadata;

/// How many messages the notifier delivers in a second to one webhook that answers at once: from
/// incidents on the topic to outcomes in the ledger, with the broker and the receiver on the same
/// machine.
public final class DeliveriesBenchmark {
    private static final int WARM_UP = 2_000;
    private static final int MESSAGES = 20_000;
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final long DEADLINE_SECONDS = 600;

    private DeliveriesBenchmark() {}

    /// @param args how many messages
    public static void main(String[] args) throws Exception {
        Quiet.kafka();
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : MESSAGES;
        Path directory = Files.createTempDirectory("varde-deliveries-");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"));
                CountingHook hook = new CountingHook();
                MortalProcess notifier = start(directory, broker, hook);
                Happenings happenings = new Happenings(broker.bootstrapServers());
                LedgerTopic ledger = new LedgerTopic(broker.bootstrapServers())) {
            notifier.awaitReady();
            measure(notifier, happenings, hook, ledger, "warm-up", WARM_UP);
            measure(notifier, happenings, hook, ledger, "measured", messages);
        }
    }

    private static MortalProcess start(Path directory, EmbeddedBroker broker, CountingHook hook)
            throws java.io.IOException {
        Path yaml =
                Files.writeString(
                        directory.resolve("varde.yaml"),
                        "receivers:\n  - {name: hook, webhook: {url: \"%s\", format: varde, allow-private: true}}\n"
                                .formatted(hook.url()));
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

    private static void measure(
            MortalProcess notifier,
            Happenings happenings,
            CountingHook hook,
            LedgerTopic ledger,
            String name,
            int messages)
            throws Exception {
        int before = hook.distinct();
        int told = ledger.read().size();
        ProcessUse used = ProcessUse.of(notifier.pid());
        long began = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            Future<RecordMetadata> _ = happenings.hand(Happenings.opened(name + "-" + i));
        }
        happenings.flush();
        double published = seconds(began);
        await(notifier, () -> hook.distinct() - before >= messages);
        double arrived = seconds(began);
        await(notifier, () -> ended(ledger.read()) - told >= messages);
        double noted = seconds(began);
        System.out.printf(
                "%-9s %6d messages: published in %.1f s, arrived in %.1f s (%.0f/s), noted in %.1f s"
                        + " (%.0f/s); %d repeats%n",
                name,
                messages,
                published,
                arrived,
                messages / arrived,
                noted,
                messages / noted,
                hook.times().size() - hook.distinct());
        ProcessUse now = ProcessUse.of(notifier.pid());
        System.out.printf(
                "          notifier: %.1f s of processor time, %.2f ms a message, resident %s%n",
                now.seconds() - used.seconds(),
                (now.seconds() - used.seconds()) * 1_000 / messages,
                now.resident());
    }

    private static long ended(Map<String, Delivery> ledger) {
        return ledger.values().stream().filter(d -> d.state() == Delivery.State.DELIVERED).count();
    }

    private static void await(MortalProcess notifier, java.util.concurrent.Callable<Boolean> done)
            throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!done.call()) {
            if (System.nanoTime() > deadline || !notifier.isAlive()) {
                throw new IllegalStateException("the notifier did not get so far");
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
