package dev.varde.console.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// A real broker in this process, on a port that it keeps when it is started again.
final class Broker implements AutoCloseable {
    /// Clients that look for a stopped broker say so many times a second.
    private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

    private final Map<String, String> settings = new HashMap<>();
    private final int port;
    private KafkaRaftServer server;

    Broker(Path directory) {
        CLIENTS.setLevel(Level.SEVERE);
        port = freePort();
        int controller = freePort();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",C://127.0.0.1:" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "C");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,C:PLAINTEXT");
        settings.put("log.dirs", directory.toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        format(directory);
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    private void format(Path directory) {
        try {
            Formatter formatter = new Formatter();
            formatter.setNodeId(1);
            formatter.setClusterId(Uuid.randomUuid().toString());
            formatter.setControllerListenerName("C");
            formatter.setMetadataLogDirectory(directory.toString());
            formatter.addDirectory(directory.toString());
            formatter.setReleaseVersion(MetadataVersion.latestProduction());
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException("the broker's directory cannot be formatted", e);
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    void startAgain() {
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
