package dev.varde.standalone.broker;

import dev.varde.events.wire.TopicAdmin;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// One Kafka broker and controller in this process, on loopback, with its log in a directory. It is
/// the same server that a cluster runs; only its sizes are small.
public final class EmbeddedBroker implements AutoCloseable {
    private static final int NODE = 1;
    private static final int PARTITIONS = 1;
    private static final int ATTEMPTS = 5;
    private static final long TOPICS_TIMEOUT_MILLIS = 30_000;

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /// Starts on free ports and makes the topics that are missing.
    ///
    /// @param data its log and metadata; made when it is not there
    /// @throws IOException when the directory cannot be written or the broker does not come up
    public static EmbeddedBroker start(Path data) throws IOException {
        Files.createDirectories(data);
        Exception last = new IOException("never tried");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return startOnce(data);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) { // a port was taken in between, or the broker refused to start
                last = e;
            }
        }
        throw new IOException("the embedded broker did not start: " + last.getMessage(), last);
    }

    private static EmbeddedBroker startOnce(Path data) throws Exception {
        int[] ports = FreePorts.find(2);
        format(data, clusterId(data));
        KafkaConfig config = new KafkaConfig(settings(data, ports[0], ports[1]), false);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        EmbeddedBroker broker = new EmbeddedBroker(server, "127.0.0.1:" + ports[0]);
        try {
            server.startup();
            TopicAdmin.ensure(broker.bootstrapServers, PARTITIONS, TOPICS_TIMEOUT_MILLIS);
            return broker;
        } catch (Exception | Error e) {
            broker.close();
            throw e;
        }
    }

    /// Where clients connect, `127.0.0.1:port`.
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /// The cluster's id, kept beside the log: a log without its id cannot be opened again.
    private static String clusterId(Path data) throws IOException {
        Path file = data.resolve("cluster.id");
        if (Files.exists(file)) {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        }
        String id = Uuid.randomUuid().toString();
        Files.writeString(file, id, StandardCharsets.UTF_8);
        return id;
    }

    private static void format(Path data, String clusterId) throws Exception {
        Formatter formatter = new Formatter();
        formatter.setNodeId(NODE);
        formatter.setClusterId(clusterId);
        formatter.addDirectory(data.resolve("log").toString());
        formatter.setMetadataLogDirectory(data.resolve("log").toString());
        formatter.setControllerListenerName("CONTROLLER");
        formatter.setReleaseVersion(MetadataVersion.latestProduction());
        formatter.setIgnoreFormatted(true);
        formatter.setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        formatter.run();
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("node.id", Integer.toString(NODE));
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "BROKER");
        p.setProperty(
                "listeners",
                "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "BROKER://127.0.0.1:" + port);
        p.setProperty("log.dirs", data.resolve("log").toString());
        small(p);
        return p;
    }

    /// One machine's worth of threads, buffers and replicas.
    private static void small(Properties p) {
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("offsets.topic.num.partitions", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("transaction.state.log.num.partitions", "1");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("min.insync.replicas", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("num.network.threads", "1");
        p.setProperty("num.io.threads", "2");
        p.setProperty("num.recovery.threads.per.data.dir", "1");
        p.setProperty("num.replica.fetchers", "1");
        p.setProperty("background.threads", "1");
        p.setProperty("log.cleaner.threads", "1");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        p.setProperty("log.segment.bytes", Integer.toString(16 << 20));
        p.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        p.setProperty("broker.heartbeat.interval.ms", "500");
        p.setProperty("broker.session.timeout.ms", "2000");
        p.setProperty("message.max.bytes", Integer.toString(8 << 20));
    }
}
