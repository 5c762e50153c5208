package dev.varde.collector.app;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A real Kafka broker in the tests' process that can go away and come back with its data.
final class RealBroker implements AutoCloseable {
    private final Path data;
    private final int port;
    private final int advertised;
    private final int controllerPort;
    private KafkaRaftServer server;

    RealBroker(Path data) throws Exception {
        this(data, 0);
    }

    /// @param advertised the port that it tells clients to connect to, or 0 for its own
    RealBroker(Path data, int advertised) throws Exception {
        this.data = data;
        this.port = freePort();
        this.advertised = advertised == 0 ? port : advertised;
        this.controllerPort = freePort();
        format();
        this.server = started();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    void goAway() {
        server.shutdown();
        server.awaitShutdown();
    }

    void comeBack() {
        server = started();
    }

    @Override
    public void close() {
        goAway();
    }

    private void format() throws Exception {
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setDirectories(List.of(data.toString()))
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private KafkaRaftServer started() {
        KafkaRaftServer made = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
        made.startup();
        return made;
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", "1");
        settings.put("process.roles", "broker,controller");
        String broker = "PLAINTEXT://127.0.0.1:" + port;
        settings.put("listeners", broker + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + advertised);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", data.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "2000");
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
