package dev.varde.notifier;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A real Kafka broker in this process, small and on loopback.
public final class TestBroker implements AutoCloseable {
    private final Path data;
    private final int port;
    private final int controllerPort;
    private KafkaRaftServer server;

    public TestBroker(Path data) throws Exception {
        this.data = data;
        this.port = freePort();
        this.controllerPort = freePort();
        Formatter formatter = new Formatter();
        formatter
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setDirectories(java.util.List.of(data.toString()))
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setPrintStream(
                        new java.io.PrintStream(
                                java.io.OutputStream.nullOutputStream(),
                                false,
                                java.nio.charset.StandardCharsets.UTF_8))
                .setIgnoreFormatted(true);
        formatter.run();
        this.server = started();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /// Stops the broker; its data stays.
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    public void startAgain() {
        server = started();
    }

    @Override
    public void close() {
        stop();
    }

    private KafkaRaftServer started() {
        KafkaRaftServer made = new KafkaRaftServer(new KafkaConfig(settings(), false), Time.SYSTEM);
        made.startup();
        return made;
    }

    private Map<String, String> settings() {
        Map<String, String> s = new HashMap<>();
        s.put("node.id", "1");
        s.put("process.roles", "broker,controller");
        s.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        s.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        s.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        s.put("controller.listener.names", "CONTROLLER");
        s.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        s.put("log.dirs", data.toString());
        s.put("offsets.topic.replication.factor", "1");
        s.put("offsets.topic.num.partitions", "1");
        s.put("transaction.state.log.replication.factor", "1");
        s.put("transaction.state.log.num.partitions", "1");
        s.put("transaction.state.log.min.isr", "1");
        s.put("share.coordinator.state.topic.replication.factor", "1");
        s.put("share.coordinator.state.topic.min.isr", "1");
        s.put("group.initial.rebalance.delay.ms", "0");
        s.put("auto.create.topics.enable", "false");
        s.put("log.cleaner.dedupe.buffer.size", "4194304");
        s.put("log.segment.bytes", "16777216");
        s.put("num.network.threads", "1");
        s.put("num.io.threads", "2");
        s.put("broker.heartbeat.interval.ms", "500");
        s.put("broker.session.timeout.ms", "2000");
        return s;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
