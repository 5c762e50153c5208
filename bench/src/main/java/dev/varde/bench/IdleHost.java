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

/// A collector, a broker and services that do nothing, each with a process, a TCP check every
/// second and a log that nobody writes to.
final class IdleHost implements AutoCloseable {
    private static final long WARM_UP_SECONDS = 20;

    private final Path directory;
    private final List<Sleeper> sleepers = new ArrayList<>();
    private final EmbeddedBroker broker;
    private final ServerSocket answering;

    IdleHost(int services) throws Exception {
        directory = Files.createTempDirectory("varde-idle-");
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        answering = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("answers").start(this::answer);
        for (int i = 0; i < services; i++) {
            sleepers.add(Sleeper.make(directory.resolve("service-" + i)));
        }
    }

    /// Takes each connection of the checks, so that the backlog never fills.
    private void answer() {
        while (!answering.isClosed()) {
            try {
                answering.accept().close();
            } catch (IOException closing) {
                return;
            }
        }
    }

    /// What the collector used over the time.
    ///
    /// @param busiest the busiest threads, in words
    record Figures(int services, long seconds, double used, String resident, String busiest) {
        double percent() {
            return 100 * used / seconds;
        }
    }

    Figures measure(long seconds) throws IOException, InterruptedException {
        try (BenchVarde collector =
                BenchVarde.start(
                        directory.resolve("collector.out"),
                        "collector",
                        "-c",
                        configuration().toString(),
                        "--data",
                        directory.resolve("data").toString())) {
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            ProcessUse before = ProcessUse.of(collector.pid());
            TimeUnit.SECONDS.sleep(seconds);
            ProcessUse after = ProcessUse.of(collector.pid());
            StringBuilder busiest = new StringBuilder();
            after.busiest(before, (double) seconds, 8)
                    .forEach((name, share) -> busiest.append("%s %.2f  ".formatted(name, share)));
            return new Figures(
                    sleepers.size(),
                    seconds,
                    after.seconds() - before.seconds(),
                    after.resident(),
                    busiest.toString());
        }
    }

    private Path configuration() throws IOException {
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
                        health: [{tcp: "127.0.0.1:%d", every: 1s}]
                        logs: [%s]
                        restart: {command: [%s]}
                    """
                            .formatted(
                                    i,
                                    sleeper.pidFile(),
                                    answering.getLocalPort(),
                                    log,
                                    sleeper.script()));
        }
        return Files.writeString(directory.resolve("varde.yaml"), yaml);
    }

    @Override
    public void close() throws IOException {
        for (Sleeper sleeper : sleepers) {
            sleeper.kill();
        }
        answering.close();
        broker.close();
    }
}
