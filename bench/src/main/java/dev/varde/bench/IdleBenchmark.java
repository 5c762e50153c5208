package dev.varde.bench;

import dev.varde.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The collector's resident memory and processor time over idle time with ten services, each with a
/// process, a TCP check every two seconds and a log.
public final class IdleBenchmark {
    private static final int SERVICES = 10;
    private static final long WARM_UP_SECONDS = 20;
    private static final double TICKS_A_SECOND = 100; // USER_HZ, the same on all of Linux

    private IdleBenchmark() {}

    /// @param args seconds to measure; 60 when nothing is said
    public static void main(String[] args) throws Exception {
        long seconds = args.length > 0 ? Long.parseLong(args[0]) : 60;
        Path directory = Files.createTempDirectory("varde-idle-");
        List<Sleeper> sleepers = new ArrayList<>();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                ServerSocket answering =
                        new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < SERVICES; i++) {
                sleepers.add(Sleeper.make(directory.resolve("service-" + i)));
            }
            Path file = configuration(directory, sleepers, broker, answering.getLocalPort());
            measure(directory, file, seconds);
        } finally {
            for (Sleeper sleeper : sleepers) {
                sleeper.kill();
            }
        }
    }

    private static void measure(Path directory, Path file, long seconds)
            throws IOException, InterruptedException {
        try (BenchVarde collector =
                BenchVarde.start(
                        directory.resolve("collector.out"),
                        "collector",
                        "-c",
                        file.toString(),
                        "--data",
                        directory.resolve("data").toString())) {
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            double before = processorSeconds(collector.pid());
            TimeUnit.SECONDS.sleep(seconds);
            double used = processorSeconds(collector.pid()) - before;
            System.out.printf(
                    "%d services, %d s idle: %.2f s of processor time (%.1f %% of a core), %s resident%n",
                    SERVICES, seconds, used, 100 * used / seconds, resident(collector.pid()));
        }
    }

    /// User and system time, fields 14 and 15 of proc_pid_stat(5).
    private static double processorSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(field[11]) + Long.parseLong(field[12])) / TICKS_A_SECOND;
    }

    private static String resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.substring("VmRSS:".length()).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static Path configuration(
            Path directory, List<Sleeper> sleepers, EmbeddedBroker broker, int port)
            throws IOException {
        StringBuilder yaml =
                new StringBuilder(
                        "kafka: {bootstrap-servers: \"%s\"}%nservices:%n"
                                .formatted(broker.bootstrapServers()));
        for (int i = 0; i < sleepers.size(); i++) {
            Sleeper sleeper = sleepers.get(i);
            Path log = Files.createFile(sleeper.directory().resolve("service.log"));
            yaml.append(
                    """
                      - name: service-%d
                        process: {pid-file: %s}
                        health: [{tcp: "127.0.0.1:%d"}]
                        logs: [%s]
                        restart: {command: [%s]}
                    """
                            .formatted(i, sleeper.pidFile(), port, log, sleeper.script()));
        }
        return Files.writeString(directory.resolve("varde.yaml"), yaml);
    }
}
