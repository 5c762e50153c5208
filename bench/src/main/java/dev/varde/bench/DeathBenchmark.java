package dev.varde.bench;

import dev.varde.events.CollectorFact.CollectorStarted;
import dev.varde.events.KernelFact.OomKilled;
import dev.varde.events.ProcessFact.ProcessExited;
import dev.varde.events.ProcessFact.ProcessStarted;
import dev.varde.events.wire.Topics;
import dev.varde.standalone.broker.EmbeddedBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How long until the broker has it: the death of a process, the kernel's line about a kill for
/// lack of memory, and the first event after the collector was started. Milliseconds; the
/// resolution is one.
public final class DeathBenchmark {
    private static final int WARM_UP = 5;
    private static final int KILLS = 10;
    private static final int STARTS = 3;

    private DeathBenchmark() {}

    /// @param args how many deaths to measure; 50 when nothing is said
    public static void main(String[] args) throws Exception {
        int deaths = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        Path directory = Files.createTempDirectory("varde-death-");
        Sleeper sleeper = Sleeper.make(directory.resolve("sleeper"));
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            BrokerTime.take(broker.bootstrapServers(), List.of(Topics.EVENTS));
            Path file = configuration(directory, sleeper, broker);
            try (TakenEvents events = new TakenEvents(broker.bootstrapServers())) {
                print("started -> first event taken", starts(directory, file, events));
                try (BenchVarde _ = collector(directory, file)) {
                    events.await(CollectorStarted.class::isInstance);
                    print("death -> event taken", deaths(deaths, sleeper, events));
                    print("kernel's line -> event taken", kills(events));
                }
            }
        } finally {
            sleeper.kill();
        }
    }

    private static BenchVarde collector(Path directory, Path file) throws Exception {
        return BenchVarde.start(
                directory.resolve("collector.out"),
                "collector",
                "-c",
                file.toString(),
                "--data",
                directory.resolve("data").toString());
    }

    private static long[] starts(Path directory, Path file, TakenEvents events) throws Exception {
        collector(directory, file).close(); // builds what is not built yet
        long[] millis = new long[STARTS];
        for (int i = 0; i < STARTS; i++) {
            long began = System.currentTimeMillis();
            try (BenchVarde _ = collector(directory, file)) {
                millis[i] =
                        events.awaitEvent(e ->
                                e.fact() instanceof CollectorStarted
                                        && e.time().toEpochMilli() >= began)
                                - began;
            }
        }
        return millis;
    }

    private static long[] deaths(int deaths, Sleeper sleeper, TakenEvents events) throws Exception {
        long[] millis = new long[deaths];
        for (int i = -WARM_UP; i < deaths; i++) {
            int pid = Integer.parseInt(Files.readString(sleeper.pidFile()).strip());
            long killed = System.currentTimeMillis();
            sleeper.kill();
            long taken =
                    events.await(f -> f instanceof ProcessExited e && e.process().pid() == pid);
            if (i >= 0) {
                millis[i] = taken - killed;
            }
            sleeper.start();
            events.await(f -> f instanceof ProcessStarted s && s.process().pid() != pid);
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return millis;
    }

    private static long[] kills(TakenEvents events) throws Exception {
        if (!GreedyProcess.possible()) {
            System.out.println("left out: a memory kill needs root, a cgroup and /dev/kmsg");
            return new long[0];
        }
        long[] millis = new long[KILLS];
        try (GreedyProcess greedy = GreedyProcess.prepare()) {
            for (int i = 0; i < KILLS; i++) {
                GreedyProcess.Killed killed = greedy.killOne();
                long taken = events.await(f -> f instanceof OomKilled k && k.pid() == killed.pid());
                millis[i] = taken - killed.loggedMillis();
            }
        }
        return millis;
    }

    private static void print(String what, long[] millis) {
        if (millis.length == 0) {
            return;
        }
        long[] sorted = millis.clone();
        java.util.Arrays.sort(sorted);
        System.out.printf(
                "%-32s %3d times: median %d ms, p95 %d ms, max %d ms%n",
                what,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)],
                sorted[sorted.length - 1]);
    }

    private static Path configuration(Path directory, Sleeper sleeper, EmbeddedBroker broker)
            throws Exception {
        Path log = Files.createFile(sleeper.directory().resolve("service.log"));
        return Files.writeString(
                directory.resolve("varde.yaml"),
                """
                kafka: {bootstrap-servers: "%s"}
                services:
                  - name: sleeper
                    process: {pid-file: %s}
                    logs: [%s]
                    restart: {command: [%s]}
                """
                        .formatted(
                                broker.bootstrapServers(),
                                sleeper.pidFile(),
                                log,
                                sleeper.script()));
    }
}
