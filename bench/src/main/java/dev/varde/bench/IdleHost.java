package dev.varde.bench;

import dev.varde.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A broker and services that do nothing, each with a process, an HTTP check every second and a log
/// that nobody writes to.
final class IdleHost implements AutoCloseable {
    private final Path directory;
    private final List<Service> services = new ArrayList<>();
    private final EmbeddedBroker broker;
    private final Answering answering;

    record Service(String name, Sleeper sleeper, Path log) {}

    IdleHost(int services) throws Exception {
        directory = Files.createTempDirectory("varde-idle-");
        broker = EmbeddedBroker.start(directory.resolve("broker"));
        answering = new Answering();
        for (int i = 0; i < services; i++) {
            Sleeper sleeper = Sleeper.make(directory.resolve("service-" + i));
            Path log = Files.createFile(sleeper.directory().resolve("service.log"));
            this.services.add(new Service("service-" + i, sleeper, log));
        }
    }

    Path directory() {
        return directory;
    }

    List<Service> services() {
        return List.copyOf(services);
    }

    /// Where all of them are asked whether they are well.
    int port() {
        return answering.port();
    }

    BenchVarde collector() throws IOException, InterruptedException {
        return BenchVarde.start(
                directory.resolve("collector.out"),
                "collector",
                "-c",
                configuration().toString(),
                "--data",
                directory.resolve("data").toString());
    }

    private Path configuration() throws IOException {
        StringBuilder yaml =
                new StringBuilder(
                        "host: {http: \"127.0.0.1:%d\"}%nkafka: {bootstrap-servers: \"%s\"}%nservices:%n"
                                .formatted(freePort(), broker.bootstrapServers()));
        for (Service service : services) {
            yaml.append(
                    """
                      - name: %s
                        process: {pid-file: %s}
                        health: [{http: "http://127.0.0.1:%d/", every: 1s}]
                        logs: [%s]
                        restart: {command: [%s]}
                    """
                            .formatted(
                                    service.name(),
                                    service.sleeper().pidFile(),
                                    port(),
                                    service.log(),
                                    service.sleeper().script()));
        }
        return Files.writeString(directory.resolve("varde.yaml"), yaml);
    }

    /// A port that nobody listens on now.
    static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        for (Service service : services) {
            service.sleeper().kill();
        }
        answering.close();
        broker.close();
    }
}
